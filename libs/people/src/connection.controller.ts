import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, pageOf, PageQuery, PathId, ReadQuery } from '#libs/http';
import type { MaybeViewer, Page, UserId } from '#libs/kernel';
import { ConnectionService } from './connection.service.js';
import { UserDto } from './user.dto.js';

/** Whom a person follows, and who follows them. */
@Controller('users/:userId')
@ApiTags('People')
export class ConnectionController {
  constructor(private readonly connections: ConnectionService) {}

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
