import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, pageOf, PageQuery, PathId, ReadQuery } from '#libs/http';
import { type MaybeViewer, type Page, soughtWords, type UserId, type Viewer } from '#libs/kernel';
import { UserPolicy } from '#libs/social-graph';
import { CommentDto, MyCommentsQuery } from './comment.dto.js';
import { CommentReader } from './comment.reader.js';
import { CommentListReader } from './comment-list.reader.js';

/** What one person wrote, wherever. */
@Controller()
@ApiTags('Comments')
export class AuthoredCommentsController {
  constructor(
    private readonly people: UserPolicy,
    private readonly lists: CommentListReader,
    private readonly reader: CommentReader,
  ) {}

  @Get('me/comments')
  @Endpoint({
    summary: 'List my comments',
    description: 'Newest first; also under posts that I can’t see any more, to be taken back.',
    access: 'user',
    returns: pageOf(CommentDto),
  })
  async listMyComments(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() { q, ...page }: MyCommentsQuery,
  ): Promise<Page<CommentDto>> {
    const ids = await this.lists.ownedBy(viewer.userId, soughtWords({ q }), page);
    return this.reader.ownPage(viewer, ids);
  }

  @Get('users/:userId/comments')
  @Endpoint({
    summary: 'List the comments of a person',
    description: 'Newest first; empty for those who don’t follow a private profile.',
    access: 'anyone',
    returns: pageOf(CommentDto),
  })
  async listCommentsOfUser(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('userId') userId: UserId,
    @ReadQuery() page: PageQuery,
  ): Promise<Page<CommentDto>> {
    await this.people.assertVisible(viewer, userId);
    return this.reader.page(viewer, await this.lists.writtenBy(viewer, userId, page));
  }
}
