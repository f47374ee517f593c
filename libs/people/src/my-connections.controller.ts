import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, pageOf, ReadQuery } from '#libs/http';
import type { Page, Viewer } from '#libs/kernel';
import { ConnectionQuery } from './connection.dto.js';
import { ConnectionService } from './connection.service.js';
import { UserDto } from './user.dto.js';

/** The signed-in person's own lists of people. */
@Controller('me')
@ApiTags('Me')
export class MyConnectionsController {
  constructor(private readonly connections: ConnectionService) {}

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
}
