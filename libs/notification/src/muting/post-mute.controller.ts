import { Controller, Delete, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, PathId } from '#libs/http';
import type { Viewer } from '#libs/kernel';
import type { PostId } from '#libs/post';
import { PostMuteService } from './post-mute.service.js';

/** Posts about which I am told nothing. */
@ApiTags('Notifications')
@Controller('posts/:postId/mute')
export class PostMuteController {
  constructor(private readonly mutes: PostMuteService) {}

  @Put()
  @Endpoint({
    summary: 'Mute a post',
    description: 'Nothing about this post notifies me. Repeating it changes nothing.',
    access: 'user',
  })
  mutePost(@CurrentViewer() viewer: Viewer, @PathId('postId') postId: PostId): Promise<void> {
    return this.mutes.mute(viewer, postId);
  }

  @Delete()
  @Endpoint({
    summary: 'End the mute of a post',
    description: 'Works also when the post can’t be seen any more.',
    access: 'user',
  })
  unmutePost(@CurrentViewer() viewer: Viewer, @PathId('postId') postId: PostId): Promise<void> {
    return this.mutes.unmute(viewer, postId);
  }
}
