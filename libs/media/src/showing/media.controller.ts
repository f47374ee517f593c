import { Controller, Delete, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  created,
  CurrentViewer,
  Endpoint,
  Forbidden,
  IfMatch,
  type IncomingUpload,
  orNotFound,
  OwnedBy,
  PathId,
  PayloadTooLarge,
  ReadBody,
  resource,
  Unavailable,
  UnsupportedMediaType,
  Upload,
  UploadStream,
} from '#libs/http';
import type { MaybeViewer, Viewer } from '#libs/kernel';
import type { Image } from '../medium/image.js';
import { MediaUnreadable, NothingLeft, TooManyPixels } from '../medium/media.errors.js';
import { MAX_UPLOAD_BYTES, type MediaId } from '../medium/media.js';
import { UploadService } from '../upload/upload.service.js';
import { UploadAllowanceService } from '../upload/upload-allowance.service.js';
import { ImageDto } from './image.dto.js';
import { MediaChangeDto, UploadFieldsDto } from './media.dto.js';
import { MediaPolicy } from './media.policy.js';
import { MediaReader } from './media.reader.js';
import { MediaService } from './media.service.js';

@Controller('media')
@ApiTags('Media')
export class MediaController {
  constructor(
    private readonly allowance: UploadAllowanceService,
    private readonly uploads: UploadService,
    private readonly media: MediaService,
    private readonly policy: MediaPolicy,
    private readonly reader: MediaReader,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Upload a picture',
    description:
      'JPEG, PNG, WebP, GIF or AVIF, recognised by content, up to 15 MB and 50 megapixels. It is `processing` at first, and removed after 24 hours when it is attached to nothing.',
    access: 'user',
    returns: ImageDto,
    status: 201,
    problems: [PayloadTooLarge, UnsupportedMediaType, MediaUnreadable, TooManyPixels, Unavailable],
    idempotent: true,
  })
  @Upload({
    maxBytes: MAX_UPLOAD_BYTES,
    fields: UploadFieldsDto,
    description: 'The picture.',
  })
  async uploadMedia(
    @CurrentViewer() viewer: Viewer,
    @UploadStream() upload: IncomingUpload,
  ): Promise<Answer<Image>> {
    await this.allowance.spend(viewer.userId);
    const id = await this.uploads.upload(viewer.userId, upload);
    const { image, version } = await this.shown(id);
    return created(image, { location: `/v1/media/${id}`, version });
  }

  @Get(':mediaId')
  @Endpoint({ summary: 'Read a picture', access: 'anyone', returns: ImageDto })
  async readMedia(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('mediaId') id: MediaId,
  ): Promise<Answer<Image>> {
    await this.policy.assertVisible(viewer, id);
    const { image, version } = await this.shown(id);
    return resource(image, version);
  }

  @Patch(':mediaId')
  @OwnedBy(MediaPolicy, 'mediaId')
  @Endpoint({
    summary: 'Name or describe a picture',
    access: 'user',
    returns: ImageDto,
    problems: [Forbidden],
  })
  async describeMedia(
    @CurrentViewer() viewer: Viewer,
    @PathId('mediaId') id: MediaId,
    @IfMatch() expected: number | undefined,
    @ReadBody() change: MediaChangeDto,
  ): Promise<Answer<Image>> {
    await this.media.describe(viewer.userId, id, change, expected);
    const { image, version } = await this.shown(id);
    return resource(image, version);
  }

  @Delete(':mediaId')
  @OwnedBy(MediaPolicy, 'mediaId')
  @Endpoint({
    summary: 'Delete a picture',
    description: 'It disappears from whatever it is attached to, and its addresses stop working.',
    access: 'user',
    problems: [Forbidden, NothingLeft],
  })
  async removeMedia(
    @CurrentViewer() viewer: Viewer,
    @PathId('mediaId') id: MediaId,
    @IfMatch() expected: number | undefined,
  ): Promise<void> {
    await this.media.remove(viewer.userId, id, expected);
  }

  private async shown(id: MediaId): Promise<{ image: Image; version: number }> {
    return orNotFound(await this.reader.image(id));
  }
}
