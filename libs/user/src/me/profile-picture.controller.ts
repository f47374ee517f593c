import { Controller, Delete, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  CurrentViewer,
  Endpoint,
  IfMatch,
  type IncomingUpload,
  orNotFound,
  PayloadTooLarge,
  PreconditionFailed,
  resource,
  Unavailable,
  UnsupportedMediaType,
  Upload,
  UploadStream,
} from '#libs/http';
import type { Viewer } from '#libs/kernel';
import {
  MAX_UPLOAD_BYTES,
  MediaUnreadable,
  PictureWaitService,
  TooManyPixels,
  UploadAllowanceService,
} from '#libs/media';
import { ProfilePictureService } from '../profile/profile-picture.service.js';
import { MyProfileDto } from './me.dto.js';
import type { OwnProfile } from './own-account.js';
import { OwnAccountReader } from './own-account.reader.js';

@ApiTags('Me')
@Controller('me/profile/image')
export class ProfilePictureController {
  constructor(
    private readonly allowance: UploadAllowanceService,
    private readonly pictures: ProfilePictureService,
    private readonly wait: PictureWaitService,
    private readonly reader: OwnAccountReader,
  ) {}

  @Put()
  @Endpoint({
    summary: 'Set my profile picture',
    description:
      'JPEG, PNG, WebP, GIF or AVIF, recognised by content, up to 15 MB and 50 megapixels. It is waited for during five seconds; if it takes longer, `imageUrl` is that of the previous picture until then, and `imageStatus` is `processing`.',
    access: 'user',
    returns: MyProfileDto,
    problems: [
      PayloadTooLarge,
      UnsupportedMediaType,
      MediaUnreadable,
      TooManyPixels,
      Unavailable,
      PreconditionFailed,
    ],
  })
  @Upload({ maxBytes: MAX_UPLOAD_BYTES, description: 'The picture.' })
  async setMyPicture(
    @CurrentViewer() viewer: Viewer,
    @UploadStream() upload: IncomingUpload,
    @IfMatch() expected: number | undefined,
  ): Promise<Answer<OwnProfile>> {
    await this.allowance.spend(viewer.userId);
    const mediaId = await this.pictures.replace(viewer.userId, upload, expected);
    await this.wait.untilProcessed(mediaId);
    await this.pictures.adopt(viewer.userId, mediaId);
    const profile = orNotFound(await this.reader.profile(viewer.userId));
    return resource(profile.value, profile.version);
  }

  @Delete()
  @Endpoint({
    summary: 'Remove my profile picture',
    access: 'user',
    problems: [PreconditionFailed],
  })
  async removeMyPicture(
    @CurrentViewer() viewer: Viewer,
    @IfMatch() expected: number | undefined,
  ): Promise<void> {
    await this.pictures.remove(viewer.userId, expected);
  }
}
