import { Controller, Delete, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, PathId, ReadBody } from '#libs/http';
import type { UserId, Viewer } from '#libs/kernel';
import { FollowSettingsDto, FollowStateDto } from '../pair/social-graph.dto.js';
import { Blocked, CannotFollowSelf } from '../pair/social-graph.errors.js';
import { FollowService } from './follow.service.js';
import { FollowSettingsService } from './follow-settings.service.js';

/** Follows of a person, by others. */
@Controller('users/:userId')
@ApiTags('People')
export class FollowController {
  constructor(
    private readonly follows: FollowService,
    private readonly settings: FollowSettingsService,
  ) {}

  @Put('follow')
  @Endpoint({
    summary: 'Follow a person',
    description:
      'A private profile is asked first. Whom one follows stays followed. Repeating it changes nothing.',
    access: 'user',
    returns: FollowStateDto,
    problems: [CannotFollowSelf, Blocked],
  })
  followUser(
    @CurrentViewer() viewer: Viewer,
    @PathId('userId') userId: UserId,
  ): Promise<FollowStateDto> {
    return this.follows.follow(viewer, userId);
  }

  @Put('follow/settings')
  @Endpoint({
    summary: 'Change how I see a person whom I follow',
    description: 'Of a person whom I don’t follow there is nothing to change: `not-found`.',
    access: 'user',
  })
  changeFollowSettings(
    @CurrentViewer() viewer: Viewer,
    @PathId('userId') userId: UserId,
    @ReadBody() settings: FollowSettingsDto,
  ): Promise<void> {
    return this.settings.set(viewer, userId, settings);
  }

  @Delete('follow')
  @Endpoint({
    summary: 'Stop following a person, or take back the request',
    description: 'Works also when the person can’t be seen any more. Repeating it changes nothing.',
    access: 'user',
    returns: FollowStateDto,
    problems: [CannotFollowSelf],
  })
  unfollowUser(
    @CurrentViewer() viewer: Viewer,
    @PathId('userId') userId: UserId,
  ): Promise<FollowStateDto> {
    return this.follows.unfollow(viewer, userId);
  }
}
