import { Controller, Delete, Get, Put, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, pageOf, PageQuery, PathId, ReadQuery } from '#libs/http';
import type { Id, MaybeViewer, Page, Viewer } from '#libs/kernel';
import { UserDto, UserReader } from '#libs/people';
import { capitalized } from './capitalized.js';
import { LikeDto } from './reaction.dto.js';
import { ReactionReader } from './reaction.reader.js';
import { ReactionService } from './reaction.service.js';
import type { ReactionKind } from './reaction-kind.sql.js';

/** The endpoints of likes of one kind: `likePost`, `unlikePost` and `listPostLikers` of posts. */
export function likeControllerOf<Of extends string>(kind: ReactionKind<Of>): Type {
  const { noun, one, path, tag } = kind.of;
  const id = `${noun}Id`;
  const Noun = capitalized(noun);

  @Controller(`${path}/:${id}`)
  @ApiTags(tag)
  class LikeController {
    constructor(
      private readonly reactions: ReactionService,
      private readonly reader: ReactionReader,
      private readonly people: UserReader,
    ) {}

    @Put('like')
    @Endpoint({ summary: `Like ${one}`, access: 'user', returns: LikeDto })
    async [`like${Noun}`](
      @CurrentViewer() viewer: Viewer,
      @PathId(id) targetId: Id<Of>,
    ): Promise<LikeDto> {
      return { liked: true, likeCount: await this.reactions.react(kind, viewer, targetId) };
    }

    @Delete('like')
    @Endpoint({
      summary: `Take back the like of ${one}`,
      description: `Works also when the ${noun} can’t be seen any more.`,
      access: 'user',
      returns: LikeDto,
    })
    async [`unlike${Noun}`](
      @CurrentViewer() viewer: Viewer,
      @PathId(id) targetId: Id<Of>,
    ): Promise<LikeDto> {
      return { liked: false, likeCount: await this.reactions.takeBack(kind, viewer, targetId) };
    }

    @Get('likes')
    @Endpoint({
      summary: `List the people who like ${one}`,
      description: 'Newest like first.',
      access: 'anyone',
      returns: pageOf(UserDto),
    })
    async [`list${Noun}Likers`](
      @CurrentViewer() viewer: MaybeViewer,
      @PathId(id) targetId: Id<Of>,
      @ReadQuery() page: PageQuery,
    ): Promise<Page<UserDto>> {
      const { items, nextCursor } = await this.reader.people(kind, viewer, targetId, page);
      return { items: await this.people.cards(viewer, items), nextCursor };
    }
  }
  return LikeController;
}
