import { EnumField, ObjectField, TextField, TimeField } from '#libs/http';
import { UserSummaryDto } from '#libs/people';
import { PostDto, TAG_LENGTH } from '#libs/post';
import { DISMISSAL_KINDS, type DismissalKind } from './dismissal.js';

/** Something in which I am not interested. */
export class DismissalDto {
  @EnumField({
    description: 'A person, a tag, or the posts of an author.',
    values: DISMISSAL_KINDS,
    name: 'DismissalKind',
  })
  kind!: DismissalKind;

  @ObjectField(() => UserSummaryDto, {
    description: 'The person, or the author of the posts; `null` for a tag.',
    nullable: true,
  })
  user!: UserSummaryDto | null;

  @TextField({
    description: 'The tag, as it was written last.',
    maxLength: TAG_LENGTH,
    nullable: true,
    example: '산책',
  })
  tag!: string | null;

  @ObjectField(() => PostDto, {
    description:
      'The post by which the author was named; `null` for people and tags, and when I can’t see it any more.',
    nullable: true,
  })
  post!: PostDto | null;

  @TimeField({ description: 'When I said so last; it holds for 180 days.' })
  createdAt!: string;
}
