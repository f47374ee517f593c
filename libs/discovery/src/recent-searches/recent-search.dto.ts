import { EnumField, IdField, ObjectField, TextField, TimeField } from '#libs/http';
import type { UserId } from '#libs/kernel';
import { UserSummaryDto } from '#libs/people';
import { TAG_LENGTH } from '#libs/post';
import { type RecentSearchId, SEARCH_KINDS, type SearchKind } from './recent-search.js';

/** As long as what can be searched for. */
const TEXT_LENGTH = 200;

/** Something that I looked for. */
export class RecentSearchDto {
  @IdField({ description: 'Its id; the same search again keeps it.' })
  id!: RecentSearchId;

  @EnumField({
    description: 'Whether it was for a person, a tag or words.',
    values: SEARCH_KINDS,
    name: 'SearchKind',
  })
  kind!: SearchKind;

  @ObjectField(() => UserSummaryDto, { nullable: true, description: 'The person, if it was one.' })
  user!: UserSummaryDto | null;

  @TextField({
    description: 'The tag or the words, as they were written last; `null` for a person.',
    maxLength: TEXT_LENGTH,
    nullable: true,
    example: '북한산 일출',
  })
  text!: string | null;

  @TimeField({ description: 'When it was looked for last.' })
  searchedAt!: string;
}

/** What was looked for: exactly one of the three; `null` is as good as absent. */
export class RememberSearchDto {
  @IdField({
    description: 'A person who was found and opened.',
    nullable: true,
    optional: true,
    example: null,
  })
  userId?: UserId | null;

  @TextField({
    description: 'A tag that was found and opened.',
    minLength: 1,
    maxLength: TAG_LENGTH,
    nullable: true,
    optional: true,
    example: null,
  })
  tag?: string | null;

  @TextField({
    description: 'Words that were searched for.',
    minLength: 1,
    maxLength: TEXT_LENGTH,
    nullable: true,
    optional: true,
    example: '북한산 일출',
  })
  text?: string | null;
}
