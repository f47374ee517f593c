import { Controller, Delete, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CurrentViewer,
  Endpoint,
  Forbidden,
  OwnedBy,
  PageQuery,
  PathId,
  ReadQuery,
} from '#libs/http';
import type { MaybeViewer, Page } from '#libs/kernel';
import type { PostId } from '../post/post.js';
import { PostPolicy } from '../post/post.policy.js';
import { type PostDto, PostPage } from '../reading/post.dto.js';
import { PostReader } from '../reading/post.reader.js';
import { QuoteReader } from './quote.reader.js';
import { QuoteService } from './quote.service.js';

/** Quotes of posts. */
@Controller('posts/:postId/quotes')
@ApiTags('Posts')
export class QuoteController {
  constructor(
    private readonly quotes: QuoteService,
    private readonly quoting: QuoteReader,
    private readonly reader: PostReader,
    private readonly policy: PostPolicy,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List the quotes of a post',
    description: 'Those that I may see, newest first. None while not everybody can see the post.',
    access: 'anyone',
    returns: PostPage,
  })
  async listPostQuotes(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('postId') postId: PostId,
    @ReadQuery() page: PageQuery,
  ): Promise<Page<PostDto>> {
    await this.policy.assertVisible(viewer, postId);
    return this.reader.page(viewer, await this.quoting.of(viewer, postId, page));
  }

  @Delete(':quotingPostId')
  @OwnedBy(PostPolicy, 'postId')
  @Endpoint({
    summary: 'Take an own post out of a quote',
    description:
      'For good. The quote keeps its text. Works also when its author blocks me, and may be repeated.',
    access: 'user',
    problems: [Forbidden],
  })
  detachQuote(
    @PathId('postId') postId: PostId,
    @PathId('quotingPostId') quotingPostId: PostId,
  ): Promise<void> {
    return this.quotes.detach(postId, quotingPostId);
  }
}
