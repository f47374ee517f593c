import {
  BooleanField,
  EnumField,
  IdField,
  IntegerField,
  ListField,
  ObjectField,
  pageOf,
  TextField,
  TimeField,
} from '#libs/http';
import { ImageDto, type PicturePresenter } from '#libs/media';
import { presentSummary, UserSummaryDto } from '#libs/people';
import { EntityDto, MOST_ENTITIES, presentEntities } from '#libs/rich-text';
import {
  BODY_LENGTH,
  IMAGES_PER_POST,
  POST_STATUSES,
  type PostId,
  type PostStatus,
  TAG_LENGTH,
  TAGS_PER_POST,
  TITLE_LENGTH,
  VISIBILITIES,
  type Visibility,
  WARNING_LENGTH,
} from '../post/post.js';
import type { PostRow } from '../post/post-row.sql.js';
import type { QuotedPostRow } from '../post/quoted-post.reader.js';
import { PollDto, presentPoll } from './poll.dto.js';

/** The largest number that a counter can hold. */
const MAX_COUNT = 2_147_483_647;

/** What the viewer did with a post. */
export class PostViewerDto {
  @BooleanField({ description: 'Whether I like the post.' })
  liked!: boolean;

  @BooleanField({ description: 'Whether I bookmarked the post.' })
  bookmarked!: boolean;

  @BooleanField({ description: 'Whether I reposted the post.' })
  reposted!: boolean;
}

/** A post as one viewer sees it, but for what it quotes. */
export class QuotedPostDto {
  @IdField({ description: 'Id of the post.' })
  id!: PostId;

  @TextField({
    description:
      'Readable part of its address, in any script; the id of a post without words. Never changes.',
    maxLength: 120,
    example: '마루에서-만나요',
  })
  slug!: string;

  @TextField({
    description: 'Title; empty for a post without words.',
    maxLength: TITLE_LENGTH,
    example: '마루에서 만나요',
  })
  title!: string;

  @TextField({
    description: 'Text; empty for a post that says nothing but by its pictures or its poll.',
    maxLength: BODY_LENGTH,
    example: '토요일 세 시, 서울숲.',
  })
  body!: string;

  @ListField({
    description:
      'What the text refers to, in its order: people, tags and addresses. Who can’t be shown stays text.',
    of: EntityDto,
    maxItems: MOST_ENTITIES,
  })
  entities!: EntityDto[];

  @EnumField({
    description: 'Drafts are for their author only.',
    values: POST_STATUSES,
    name: 'PostStatus',
    example: 'published',
  })
  status!: PostStatus;

  @EnumField({
    description:
      'Whom the author wants to see it once it is published. Public posts of a private profile are for its followers.',
    values: VISIBILITIES,
    name: 'Visibility',
  })
  visibility!: Visibility;

  @ObjectField(() => UserSummaryDto, { description: 'Who wrote it.' })
  author!: UserSummaryDto;

  @ListField({
    description:
      'Tags in the order of the author, then those that the text names by `#`, each in the spelling of its first user.',
    of: 'text',
    maxItems: TAGS_PER_POST,
    maxLength: TAG_LENGTH,
    example: ['산책', 'seoul'],
  })
  tags!: string[];

  @ListField({
    description: 'Pictures in the order of the author.',
    of: ImageDto,
    maxItems: IMAGES_PER_POST,
  })
  images!: ImageDto[];

  @IntegerField({ description: 'Likes by active people.', min: 0, max: MAX_COUNT, example: 12 })
  likeCount!: number;

  @IntegerField({
    description: 'Comments by active people, at all depths.',
    min: 0,
    max: MAX_COUNT,
    example: 3,
  })
  commentCount!: number;

  @IntegerField({ description: 'Bookmarks by active people.', min: 0, max: MAX_COUNT, example: 1 })
  bookmarkCount!: number;

  @IntegerField({ description: 'Reposts by active people.', min: 0, max: MAX_COUNT, example: 2 })
  repostCount!: number;

  @IntegerField({
    description: 'Public posts by active people that quote it.',
    min: 0,
    max: MAX_COUNT,
    example: 1,
  })
  quoteCount!: number;

  @IntegerField({
    description: 'Views: one per person, or address, in 24 hours. The author is not counted.',
    min: 0,
    max: MAX_COUNT,
    example: 240,
  })
  viewCount!: number;

  @TextField({
    description: 'What to warn of before the post is shown; `null` without a warning.',
    maxLength: WARNING_LENGTH,
    example: '높은 곳',
    nullable: true,
  })
  contentWarning!: string | null;

  @BooleanField({
    description: 'Whether it is not for everybody’s eyes: hide pictures and text until asked.',
    example: false,
  })
  sensitive!: boolean;

  @BooleanField({ description: 'Whether its author has pinned it.', example: false })
  isPinned!: boolean;

  @ObjectField(() => PollDto, {
    description: 'What it asks; `null` without a poll.',
    nullable: true,
  })
  poll!: PollDto | null;

  @TimeField({
    description:
      'When my draft is to be published; `null` when it is not scheduled, and for others.',
    nullable: true,
  })
  publishAt!: string | null;

  @TextField({
    description:
      'Why my draft could not be published when it should have been: `not-permitted`, or the code of the problem. `null` when there was no failure, and for others.',
    maxLength: 60,
    example: 'not-permitted',
    nullable: true,
  })
  publishError!: string | null;

  @TimeField({ description: 'When it was first published; `null` for a draft.', nullable: true })
  publishedAt!: string | null;

  @TimeField({ description: 'When it was begun.' })
  createdAt!: string;

  @TimeField({ description: 'When its content was last changed.' })
  updatedAt!: string;

  @BooleanField({
    description: 'Whether it quotes a post, also when that can’t be shown any more.',
    example: false,
  })
  isQuote!: boolean;

  @IdField({
    description:
      'The post that it quotes; `null` without one, and when that is hidden, gone, or was taken out by its author.',
    nullable: true,
  })
  quotedPostId!: PostId | null;

  @ObjectField(() => PostViewerDto, {
    description: 'What I did with it; `null` when nobody is signed in.',
    nullable: true,
  })
  viewer!: PostViewerDto | null;
}

/** A post as one viewer sees it. */
export class PostDto extends QuotedPostDto {
  @ObjectField(() => QuotedPostDto, {
    description: 'The post that it quotes, without what that quotes; `null` as `quotedPostId`.',
    nullable: true,
  })
  quoted!: QuotedPostDto | null;
}

/** A page of posts. */
export const PostPage = pageOf(PostDto);

/** A post as the API shows it to a viewer, if somebody is signed in. */
export function presentPost(
  row: PostRow,
  quoted: QuotedPostRow | null,
  pictures: PicturePresenter,
  signedIn: boolean,
): PostDto {
  const post = presentQuoted(row, quoted?.id ?? null, pictures, signedIn);
  return Object.assign(post, {
    quoted: quoted && presentQuoted(quoted, quoted.quotedPostId, pictures, signedIn),
  });
}

function presentQuoted(
  row: PostRow,
  quotedPostId: PostId | null,
  pictures: PicturePresenter,
  signedIn: boolean,
): QuotedPostDto {
  // A restored picture may find its place taken.
  const images = (row.images ?? []).slice(0, IMAGES_PER_POST);
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    body: row.body,
    entities: presentEntities(row.body, row.entities, row.mentioned, pictures),
    status: row.status,
    visibility: row.visibility,
    author: presentSummary(row.author, pictures),
    tags: row.tags,
    images: images.map((image) => pictures.image(image)),
    likeCount: row.likeCount,
    commentCount: row.commentCount,
    bookmarkCount: row.bookmarkCount,
    repostCount: row.repostCount,
    quoteCount: row.quoteCount,
    viewCount: row.viewCount,
    contentWarning: row.contentWarning,
    sensitive: row.sensitive,
    isPinned: row.isPinned,
    poll: row.poll && presentPoll(row.poll, signedIn),
    publishAt: row.publishAt,
    publishError: row.publishError,
    isQuote: row.isQuote,
    quotedPostId,
    publishedAt: row.status === 'published' ? (row.publishedAt ?? row.createdAt) : null,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt ?? row.createdAt,
    viewer: signedIn
      ? { liked: row.liked, bookmarked: row.bookmarked, reposted: row.reposted }
      : null,
  };
}
