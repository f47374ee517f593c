import { Controller, Delete, Put, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, PathId } from '#libs/http';
import type { Id, Viewer } from '#libs/kernel';
import { capitalized } from './capitalized.js';
import { BookmarkDto } from './reaction.dto.js';
import { ReactionService } from './reaction.service.js';
import type { ReactionKind } from './reaction-kind.sql.js';

/** The endpoints of bookmarks of one kind: `bookmarkPost` and `unbookmarkPost` of posts. */
export function bookmarkControllerOf<Of extends string>(kind: ReactionKind<Of>): Type {
  const { noun, one, path, tag } = kind.of;
  const id = `${noun}Id`;
  const Noun = capitalized(noun);

  @Controller(`${path}/:${id}`)
  @ApiTags(tag)
  class BookmarkController {
    constructor(private readonly reactions: ReactionService) {}

    @Put('bookmark')
    @Endpoint({ summary: `Bookmark ${one}`, access: 'user', returns: BookmarkDto })
    async [`bookmark${Noun}`](
      @CurrentViewer() viewer: Viewer,
      @PathId(id) targetId: Id<Of>,
    ): Promise<BookmarkDto> {
      return {
        bookmarked: true,
        bookmarkCount: await this.reactions.react(kind, viewer, targetId),
      };
    }

    @Delete('bookmark')
    @Endpoint({
      summary: `Take back the bookmark of ${one}`,
      description: `Works also when the ${noun} can’t be seen any more.`,
      access: 'user',
      returns: BookmarkDto,
    })
    async [`unbookmark${Noun}`](
      @CurrentViewer() viewer: Viewer,
      @PathId(id) targetId: Id<Of>,
    ): Promise<BookmarkDto> {
      const bookmarkCount = await this.reactions.takeBack(kind, viewer, targetId);
      return { bookmarked: false, bookmarkCount };
    }
  }
  return BookmarkController;
}
