import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  created,
  CurrentViewer,
  Endpoint,
  orNotFound,
  PathId,
  PayloadTooLarge,
  ReadBody,
  resource,
  Unavailable,
  UnsupportedMediaType,
} from '#libs/http';
import type { Viewer } from '#libs/kernel';
import type { Image } from '../medium/image.js';
import { MediaUnreadable, TooManyPixels, UploadIncomplete } from '../medium/media.errors.js';
import type { MediaId } from '../medium/media.js';
import { ImageDto } from '../showing/image.dto.js';
import { type DirectUpload, DirectUploadDto, UploadAnnouncementDto } from '../showing/media.dto.js';
import { MediaReader } from '../showing/media.reader.js';
import { UploadAllowanceService } from '../upload/upload-allowance.service.js';
import { DirectUploadService } from './direct-upload.service.js';

@Controller('media')
@ApiTags('Media')
export class DirectUploadController {
  constructor(
    private readonly allowance: UploadAllowanceService,
    private readonly uploads: DirectUploadService,
    private readonly reader: MediaReader,
  ) {}

  @Post('uploads')
  @Endpoint({
    summary: 'Open a direct upload',
    description:
      'For clients that send the file straight to the storage: PUT the bytes to `url` with exactly `headers`, then complete the upload. A browser sets `content-length` itself.',
    access: 'user',
    returns: DirectUploadDto,
    status: 201,
    idempotent: true,
  })
  async openUpload(
    @CurrentViewer() viewer: Viewer,
    @ReadBody() announcement: UploadAnnouncementDto,
  ): Promise<Answer<DirectUpload>> {
    await this.allowance.spend(viewer.userId);
    const { mediaId, method, url, headers, expiresAt } = await this.uploads.announce(
      viewer.userId,
      announcement,
    );
    return created(
      { mediaId, method, url, headers, expiresAt: expiresAt.toISOString() },
      { location: `/v1/media/${mediaId}` },
    );
  }

  @Post(':mediaId/complete')
  @Endpoint({
    summary: 'Complete a direct upload',
    description: 'The file is looked into and processed like any other. May be repeated.',
    access: 'user',
    returns: ImageDto,
    status: 200,
    problems: [
      UploadIncomplete,
      PayloadTooLarge,
      UnsupportedMediaType,
      MediaUnreadable,
      TooManyPixels,
      Unavailable,
    ],
  })
  async completeUpload(
    @CurrentViewer() viewer: Viewer,
    @PathId('mediaId') id: MediaId,
  ): Promise<Answer<Image>> {
    await this.uploads.complete(viewer.userId, id);
    const found = orNotFound(await this.reader.image(id));
    return resource(found.image, found.version);
  }
}
