import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Client,
  ClientInfo,
  CurrentViewer,
  Endpoint,
  Forbidden,
  HeadersOnly,
  orNotFound,
  pageOf,
  PageQuery,
  PathId,
  PathText,
  ReadQuery,
  resource,
} from '#libs/http';
import type { MaybeViewer, Page, Viewer } from '#libs/kernel';
import { PostRevisionDto, presentRevision } from '../history/post-revision.dto.js';
import { PostRevisionReader } from '../history/post-revision.reader.js';
import type { PostId } from '../post/post.js';
import { PostPolicy } from '../post/post.policy.js';
import { PostRowReader } from '../post/post-row.reader.js';
import { parseSlug } from '../post/slug.js';
import { ViewsService } from '../views/views.service.js';
import { PostDto } from './post.dto.js';
import { PostReader } from './post.reader.js';

/** Single posts and what they said before. */
@Controller('posts')
@ApiTags('Posts')
export class PostReadingController {
  constructor(
    private readonly reader: PostReader,
    private readonly rows: PostRowReader,
    private readonly revisions: PostRevisionReader,
    private readonly policy: PostPolicy,
    private readonly views: ViewsService,
  ) {}

  @Get(':postId')
  @Endpoint({
    summary: 'Read a post',
    description: 'Counts a view: one per person, or address, in 24 hours.',
    access: 'anyone',
    returns: PostDto,
  })
  readPost(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('postId') postId: PostId,
    @ClientInfo() client: Client,
    @HeadersOnly() headersOnly: boolean,
  ) {
    return this.show(viewer, postId, headersOnly ? undefined : client);
  }

  @Get('by-slug/:slug')
  @Endpoint({
    summary: 'Read a post by its slug',
    description: 'Counts a view: one per person, or address, in 24 hours.',
    access: 'anyone',
    returns: PostDto,
  })
  async readPostBySlug(
    @CurrentViewer() viewer: MaybeViewer,
    @PathText('slug', {
      maxLength: 240,
      description: 'The slug of a post.',
      example: '마루에서-만나요',
    })
    text: string,
    @ClientInfo() client: Client,
    @HeadersOnly() headersOnly: boolean,
  ) {
    const slug = parseSlug(text);
    const postId = orNotFound(slug === undefined ? undefined : await this.rows.idAt(slug));
    return this.show(viewer, postId, headersOnly ? undefined : client);
  }

  @Get(':postId/history')
  @Endpoint({
    summary: 'List what a post said before its edits',
    description:
      'Newest first, without the current version. For its author and for administrators.',
    access: 'user',
    returns: pageOf(PostRevisionDto),
    problems: [Forbidden],
  })
  async listPostHistory(
    @CurrentViewer() viewer: Viewer,
    @PathId('postId') postId: PostId,
    @ReadQuery() page: PageQuery,
  ): Promise<Page<PostRevisionDto>> {
    await this.policy.assertHistoryReadable(viewer, postId);
    const { items, nextCursor } = await this.revisions.ofPost(postId, page);
    return { items: items.map(presentRevision), nextCursor };
  }

  private async show(viewer: MaybeViewer, postId: PostId, looking: Client | undefined) {
    const { post, version } = await this.reader.read(viewer, postId);
    if (looking) {
      this.views.see({ id: post.id, authorId: post.author.id }, viewer ?? { ip: looking.ip });
    }
    return resource(post, version);
  }
}
