import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, pageOf, PageQuery, PathId, ReadQuery } from '#libs/http';
import type { MaybeViewer, Page } from '#libs/kernel';
import { PostDto, type PostId } from '#libs/post';
import { SimilarPostsService } from './similar-posts.service.js';

/** Posts that are like a post. */
@ApiTags('Discovery')
@Controller('posts/:postId/similar')
export class SimilarPostsController {
  constructor(private readonly similar: SimilarPostsService) {}

  @Get()
  @Endpoint({
    summary: 'Posts that are like a post',
    description:
      'Public posts of the last 90 days with the same likers and tags, the nearest first, 20 at most; without those of people whom I mute or am not interested in. A post that is older, not public or comes with a warning has none, and a new one within some minutes.',
    access: 'anyone',
    returns: pageOf(PostDto),
  })
  listSimilarPosts(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('postId') postId: PostId,
    @ReadQuery() query: PageQuery,
  ): Promise<Page<PostDto>> {
    return this.similar.to(postId, viewer, query);
  }
}
