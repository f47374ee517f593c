import { Controller, Delete, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { MaybeViewer, Page, UserId, Viewer } from '#libs/kernel';
import { ReadQuery, CurrentViewer, Endpoint, PageQuery, PathId, pageOf } from '#libs/http';
import { UserDto } from '#libs/user';
import { ConnectionService } from '../lists/connection.service.js';
import { FollowService } from './follow.service.js';
import { Blocked, CannotFollowSelf } from '../pair/social-graph.errors.js';
import { FollowStateDto } from '../pair/social-graph.dto.js';

/** Follows of a person, by others. */
@Controller('users/:userId')
@ApiTags('People')
export class FollowController {
  constructor(
    private readonly follows: FollowService,
    private readonly connections: ConnectionService,
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

  @Get('followers')
  @Endpoint({
    summary: 'Followers of a person',
    description: 'Newest follow first. The list of a private profile is for its followers only.',
    access: 'anyone',
    returns: pageOf(UserDto),
  })
  listFollowersOfUser(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('userId') userId: UserId,
    @ReadQuery() query: PageQuery,
  ): Promise<Page<UserDto>> {
    return this.connections.of('followers', userId, viewer, query);
  }

  @Get('following')
  @Endpoint({
    summary: 'People whom a person follows',
    description: 'Newest follow first. The list of a private profile is for its followers only.',
    access: 'anyone',
    returns: pageOf(UserDto),
  })
  listFollowingOfUser(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('userId') userId: UserId,
    @ReadQuery() query: PageQuery,
  ): Promise<Page<UserDto>> {
    return this.connections.of('following', userId, viewer, query);
  }
}
