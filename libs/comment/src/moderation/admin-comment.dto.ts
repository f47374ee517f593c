import { ReasonField } from '#libs/audit';
import { BooleanField, IdField, PageQuery, SearchField, TextField } from '#libs/http';
import type { UserId } from '#libs/kernel';
import type { UserSummaryDto } from '#libs/people';
import type { EntityDto } from '#libs/rich-text';
import { MAX_COMMENT_LENGTH } from '../comment/comment.js';
import { CommentDto, FOUND_ANYWHERE, presentComment } from '../reading/comment.dto.js';
import type { AdminCommentRow } from './admin-comment.reader.js';

/** Which comments, for administrators. */
export class AdminCommentQuery extends PageQuery {
  @SearchField({
    description: `Words in the text, ${FOUND_ANYWHERE}.`,
    example: '서울숲',
    optional: true,
  })
  q?: string;

  @BooleanField({
    description: 'Only comments that are there, or only deleted and deactivated ones.',
    example: false,
    optional: true,
  })
  isActive?: boolean;

  @IdField({ description: 'Comments of this person.', optional: true })
  authorId?: UserId;
}

/** What an administrator does to a comment; what is absent stays. */
export class ModerateCommentDto {
  @BooleanField({
    description: '`false` deactivates it, `true` restores it, also when it was deleted.',
    example: false,
    optional: true,
  })
  isActive?: boolean;

  @TextField({
    kind: 'lines',
    minLength: 1,
    maxLength: MAX_COMMENT_LENGTH,
    description: 'The new text.',
    example: 'What a morning!',
    optional: true,
  })
  body?: string;

  @ReasonField()
  reason!: string;
}

/** A comment as administrators see it: with text and author, whatever its state. */
export class AdminCommentDto extends CommentDto {
  @BooleanField({
    description: 'Whether it is there for others: neither deleted nor deactivated.',
    example: true,
  })
  isActive!: boolean;

  @BooleanField({ description: 'Whether its author or the author of the post deleted it.' })
  override isDeleted = false;
}

/** Presents a comment in any state to an administrator. */
export function presentAdminComment(
  row: AdminCommentRow,
  author: UserSummaryDto | undefined,
  entities: EntityDto[],
): AdminCommentDto {
  const { isDeleted, isActive } = row;
  return Object.assign(presentComment(row, author ?? null, entities, true), {
    isDeleted,
    isActive,
  });
}
