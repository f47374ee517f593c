import { Controller, Delete, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, PathId } from '#libs/http';
import type { UserId, Viewer } from '#libs/kernel';
import { FollowerService } from './follower.service.js';

/** Decisions of the signed-in person about who follows. */
@Controller('me')
@ApiTags('Me')
export class FollowerController {
  constructor(private readonly followers: FollowerService) {}

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
