import { BooleanField, IntegerField } from '#libs/http';

/** The largest number that a counter can hold. */
const MAX_COUNT = 2_147_483_647;

/** My like after the act. */
export class LikeDto {
  @BooleanField({ description: 'Whether I like it now.' })
  liked!: boolean;

  @IntegerField({
    min: 0,
    max: MAX_COUNT,
    nullable: true,
    description:
      'Likes by active people, mine included; null when I can’t see the target any more.',
  })
  likeCount!: number | null;
}

/** My bookmark after the act. */
export class BookmarkDto {
  @BooleanField({ description: 'Whether I have bookmarked it now.' })
  bookmarked!: boolean;

  @IntegerField({
    min: 0,
    max: MAX_COUNT,
    nullable: true,
    description:
      'Bookmarks by active people, mine included; null when I can’t see the post any more.',
  })
  bookmarkCount!: number | null;
}
