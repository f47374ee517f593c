import { Controller, Delete, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, pageOf, PageQuery, PathId, ReadQuery } from '#libs/http';
import type { MaybeViewer, Page, Viewer } from '#libs/kernel';
import { UserDto, UserReader } from '#libs/people';
import { ReactionReader, ReactionService } from '#libs/reaction';
import { NotShareable } from '../post/post.errors.js';
import type { PostId } from '../post/post.js';
import { postReposts } from '../reactions/post-reactions.sql.js';
import { RepostDto } from './repost.dto.js';

/** Reposts: passing what everybody can see on to one’s followers. */
@Controller('posts/:postId')
@ApiTags('Posts')
export class RepostController {
  constructor(
    private readonly reactions: ReactionService,
    private readonly reader: ReactionReader,
    private readonly people: UserReader,
  ) {}

  @Put('repost')
  @Endpoint({
    summary: 'Repost a post',
    description: 'Only what everybody can see.',
    access: 'user',
    returns: RepostDto,
    problems: [NotShareable],
  })
  async repostPost(
    @CurrentViewer() viewer: Viewer,
    @PathId('postId') postId: PostId,
  ): Promise<RepostDto> {
    return {
      reposted: true,
      repostCount: await this.reactions.react(postReposts, viewer, postId),
    };
  }

  @Delete('repost')
  @Endpoint({
    summary: 'Take back the repost of a post',
    description: 'Works also when the post can’t be seen any more.',
    access: 'user',
    returns: RepostDto,
  })
  async unrepostPost(
    @CurrentViewer() viewer: Viewer,
    @PathId('postId') postId: PostId,
  ): Promise<RepostDto> {
    return {
      reposted: false,
      repostCount: await this.reactions.takeBack(postReposts, viewer, postId),
    };
  }

  @Get('reposts')
  @Endpoint({
    summary: 'List the people who reposted a post',
    description: 'Newest repost first.',
    access: 'anyone',
    returns: pageOf(UserDto),
  })
  async listPostReposters(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('postId') postId: PostId,
    @ReadQuery() page: PageQuery,
  ): Promise<Page<UserDto>> {
    const { items, nextCursor } = await this.reader.people(postReposts, viewer, postId, page);
    return { items: await this.people.cards(viewer, items), nextCursor };
  }
}
