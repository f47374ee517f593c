import { Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  CurrentViewer,
  defineRateLimit,
  Endpoint,
  type Form,
  IfMatch,
  orNotFound,
  PreconditionFailed,
  RateLimits,
  ReadForm,
  resource,
} from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { NicknameTaken } from '../names/nickname.errors.js';
import { TooYoung } from '../profile/profile.errors.js';
import { ProfileService } from '../profile/profile.service.js';
import { EditProfileDto, MyProfileDto } from './me.dto.js';
import type { OwnProfile } from './own-account.js';
import { OwnAccountReader } from './own-account.reader.js';

const RENAMINGS = defineRateLimit({ name: 'nickname-change', points: 30, seconds: 3_600 });

@ApiTags('Me')
@Controller('me/profile')
export class MyProfileController {
  constructor(
    private readonly limits: RateLimits,
    private readonly profiles: ProfileService,
    private readonly reader: OwnAccountReader,
  ) {}

  @Get()
  @Endpoint({ summary: 'Read my profile', access: 'user', returns: MyProfileDto })
  async getMyProfile(@CurrentViewer() viewer: Viewer): Promise<Answer<OwnProfile>> {
    const profile = orNotFound(await this.reader.profile(viewer.userId));
    return resource(profile.value, profile.version);
  }

  @Patch()
  @Endpoint({
    summary: 'Change my profile',
    description:
      'A nickname that is given up stays reserved for its owner for 30 days. Turning public accepts open requests.',
    access: 'user',
    returns: MyProfileDto,
    problems: [NicknameTaken, TooYoung, PreconditionFailed],
  })
  async editMyProfile(
    @CurrentViewer() viewer: Viewer,
    @ReadForm(EditProfileDto) { fields, errors }: Form<EditProfileDto>,
    @IfMatch() expected: number | undefined,
  ): Promise<Answer<OwnProfile>> {
    if (fields.nickname !== undefined) {
      await this.limits.consume(RENAMINGS, viewer.userId);
    }
    await this.profiles.edit(viewer, fields, expected, errors);
    return this.getMyProfile(viewer);
  }
}
