import { Controller, Delete, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page, UserId, Viewer } from '#libs/kernel';
import { ReadQuery, CurrentViewer, Endpoint, PathId, pageOf } from '#libs/http';
import { UserDto } from '#libs/user';
import { ConnectionService } from '../lists/connection.service.js';
import { FollowerService } from '../following/follower.service.js';
import { ConnectionQuery } from '../pair/social-graph.dto.js';

/** The signed-in person's own lists of people, and decisions about who follows. */
@Controller('me')
@ApiTags('Me')
export class MyConnectionsController {
  constructor(
    private readonly connections: ConnectionService,
    private readonly followers: FollowerService,
  ) {}

  @Get('followers')
  @Endpoint({ summary: 'My followers', access: 'user', returns: pageOf(UserDto) })
  listMyFollowers(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() query: ConnectionQuery,
  ): Promise<Page<UserDto>> {
    return this.connections.mine('followers', viewer, query);
  }

  @Get('following')
  @Endpoint({ summary: 'People whom I follow', access: 'user', returns: pageOf(UserDto) })
  listMyFollowing(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() query: ConnectionQuery,
  ): Promise<Page<UserDto>> {
    return this.connections.mine('following', viewer, query);
  }

  @Get('follow-requests')
  @Endpoint({
    summary: 'People who ask to follow me',
    access: 'user',
    returns: pageOf(UserDto),
  })
  listMyFollowRequests(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() query: ConnectionQuery,
  ): Promise<Page<UserDto>> {
    return this.connections.mine('requests', viewer, query);
  }

  @Get('blocks')
  @Endpoint({ summary: 'People whom I block', access: 'user', returns: pageOf(UserDto) })
  listMyBlocks(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() query: ConnectionQuery,
  ): Promise<Page<UserDto>> {
    return this.connections.mine('blocks', viewer, query);
  }

  @Get('mutes')
  @Endpoint({ summary: 'People whom I mute', access: 'user', returns: pageOf(UserDto) })
  listMyMutes(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() query: ConnectionQuery,
  ): Promise<Page<UserDto>> {
    return this.connections.mine('mutes', viewer, query);
  }

  @Put('follow-requests/:userId')
  @Endpoint({
    summary: 'Accept a request to follow me',
    description:
      'Repeating it changes nothing. 404 when the person neither asks to follow nor follows.',
    access: 'user',
  })
  acceptFollowRequest(
    @CurrentViewer() viewer: Viewer,
    @PathId('userId') userId: UserId,
  ): Promise<void> {
    return this.followers.accept(viewer, userId);
  }

  @Delete('follow-requests/:userId')
  @Endpoint({
    summary: 'Refuse a request to follow me',
    description: '404 when there is none.',
    access: 'user',
  })
  refuseFollowRequest(
    @CurrentViewer() viewer: Viewer,
    @PathId('userId') userId: UserId,
  ): Promise<void> {
    return this.followers.refuse(viewer, userId);
  }

  @Delete('followers/:userId')
  @Endpoint({
    summary: 'Remove a follower of mine',
    description: 'The person is not told. Repeating it changes nothing.',
    access: 'user',
  })
  removeMyFollower(
    @CurrentViewer() viewer: Viewer,
    @PathId('userId') userId: UserId,
  ): Promise<void> {
    return this.followers.remove(viewer, userId);
  }
}
