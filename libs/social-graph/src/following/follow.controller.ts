import { Controller, Delete, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, PathId } from '#libs/http';
import type { UserId, Viewer } from '#libs/kernel';
import { FollowStateDto } from '../pair/social-graph.dto.js';
import { Blocked, CannotFollowSelf } from '../pair/social-graph.errors.js';
import { FollowService } from './follow.service.js';

/** Follows of a person, by others. */
@Controller('users/:userId')
@ApiTags('People')
export class FollowController {
  constructor(private readonly follows: FollowService) {}

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
