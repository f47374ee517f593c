import { DomainError, type Id, isVisible, trimmed, type UserId, withoutHidden } from '#libs/kernel';
import { type MediaId, NothingLeft } from '#libs/media';
import { hashtagsOf, type StoredEntities } from '#libs/rich-text';
import { type NewPoll, type Poll, pollOf } from './poll.js';
import { slugOf } from './slug.js';
import { type Tag, tagsOf } from './tag.js';

export type PostId = Id<'post'>;

export const POST_STATUSES = ['draft', 'published'] as const;
export type PostStatus = (typeof POST_STATUSES)[number];

export const VISIBILITIES = ['public', 'followers', 'private'] as const;
/** Whom the author wants to see a published post; a private profile narrows `public` to followers. */
export type Visibility = (typeof VISIBILITIES)[number];

/** In code points. */
export const TITLE_LENGTH = 250;
/** In code points. */
export const BODY_LENGTH = 20_000;
export const TAGS_PER_POST = 10;
/** In code points. */
export const TAG_LENGTH = 50;
export const IMAGES_PER_POST = 10;
/** In code points. */
export const WARNING_LENGTH = 200;

/** What the author writes. */
export interface PostContent {
  readonly title: string;
  readonly body: string;
  readonly status: PostStatus;
  readonly visibility: Visibility;
  /** Those that the author gave, then those that the body names by `#`, as long as there is room. */
  readonly tags: readonly Tag[];
  /** In the order they are shown. */
  readonly mediaIds: readonly MediaId[];
  /** What a reader is warned of before they see the post; `null` without a warning. */
  readonly contentWarning: string | null;
  /** Whether pictures and text are not for everybody’s eyes. */
  readonly sensitive: boolean;
  /** When a draft is to be published, ISO 8601 with milliseconds; `null` when by hand. */
  readonly publishAt: string | null;
  /** Code of why a draft could not be published when it should have been; `null` otherwise. */
  readonly publishError: string | null;
  /** The post that it quotes, whatever has become of that; never changes. `null` when it quotes none. */
  readonly quotedPostId: PostId | null;
  /** What it asks; `null` without a poll. */
  readonly poll: Poll | null;
}

/** What of a post says something. */
export type Saying = Pick<PostContent, 'body' | 'mediaIds' | 'quotedPostId' | 'poll'>;

/**
 * What a post may have instead of words: each says whether a post has it. A post without words keeps at least one.
 */
const STANDS_FOR_WORDS: readonly ((content: Omit<Saying, 'body'>) => boolean)[] = [
  ({ mediaIds }) => mediaIds.length > 0,
  ({ quotedPostId }) => quotedPostId !== null,
  ({ poll }) => poll !== null,
];

/** What is stored of a text: also what it refers to. */
export interface WithEntities {
  /** `null` when the body refers to nothing. */
  readonly entities: StoredEntities | null;
}

/** A post as it is stored. */
export interface Post extends PostContent, WithEntities {
  readonly id: PostId;
  readonly authorId: UserId;
  readonly version: number;
  /** The author of what it quotes has taken that out of it. */
  readonly isDetached: boolean;
}

/** What a stored post tells others of itself. */
export interface PostFact {
  readonly postId: PostId;
  readonly authorId: UserId;
  /** What it quotes, as long as that is in it. */
  readonly quotedPostId: PostId | null;
}

/** What an author sends for a new post. */
export interface NewPost {
  readonly title?: string | undefined;
  /** Absent or empty when something stands for words. */
  readonly body?: string | undefined;
  readonly status?: PostStatus | undefined;
  readonly visibility?: Visibility | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly mediaIds?: readonly MediaId[] | undefined;
  readonly contentWarning?: string | null | undefined;
  readonly sensitive?: boolean | undefined;
  /** Of drafts only. */
  readonly publishAt?: string | null | undefined;
  readonly quotedPostId?: PostId | undefined;
  readonly poll?: NewPoll | null | undefined;
}

/** Whether a post says something, or has something that stands for words. */
export function saysSomething(content: Saying): boolean {
  return content.body !== '' || STANDS_FOR_WORDS.some((stands) => stands(content));
}

/** The content of a post that is not stored yet. */
export interface ComposedPost extends PostContent {
  /** The wished address; `null` when the post has no words to make it of. */
  readonly slug: string | null;
}

/**
 * Makes the content and the wished address of a new post.
 *
 * @throws DomainError `nothing-left` when it says nothing and nothing stands for words
 */
export function compose(draft: NewPost): ComposedPost {
  const { body = '', mediaIds = [], quotedPostId = null } = draft;
  const title = draft.title ?? titleFrom(body);
  const poll = draft.poll ? pollOf(draft.poll) : null;
  assertSaysSomething({ body, mediaIds, quotedPostId, poll });
  return {
    title,
    slug: title === '' ? null : slugOf(title),
    body,
    status: draft.status ?? 'published',
    visibility: draft.visibility ?? 'public',
    tags: allTags(draft.tags ?? [], body),
    mediaIds,
    contentWarning: draft.contentWarning ?? null,
    sensitive: draft.sensitive ?? false,
    publishAt: draft.status === 'draft' ? (draft.publishAt ?? null) : null,
    publishError: null,
    quotedPostId,
    poll,
  };
}

/** What a stored post tells others of itself. */
export function factOf({
  id,
  authorId,
  quotedPostId,
  isDetached,
}: Pick<Post, 'id' | 'authorId' | 'quotedPostId' | 'isDetached'>): PostFact {
  return { postId: id, authorId, quotedPostId: isDetached ? null : quotedPostId };
}

/** Whether an active post counts for its author: published, and meant for everyone. */
export function isListed(post: Pick<PostContent, 'status' | 'visibility'>): boolean {
  return post.status === 'published' && post.visibility === 'public';
}

/** The tags that an author gives a post, and those of its body, as long as there is room. */
export function allTags(given: readonly string[], body: string): Tag[] {
  return tagsOf(given, hashtagsOf(body)).slice(0, TAGS_PER_POST);
}

/** @throws DomainError `nothing-left` when a post says nothing and nothing stands for words */
export function assertSaysSomething(content: Saying): void {
  if (!saysSomething(content)) {
    throw new DomainError(NothingLeft);
  }
}

/** The first line of a body that is not blank, as a title and cut to the length of one. */
export function titleFrom(body: string): string {
  const line = body.split(/[\r\n\u2028\u2029]/u).find(isVisible) ?? '';
  const title = trimmed(line.replaceAll('\t', ' '));
  const cut = cutToTitle(title);
  return isVisible(cut) ? cut : cutToTitle(trimmed(withoutHidden(title)));
}

function cutToTitle(text: string): string {
  return trimmed(Array.from(text).slice(0, TITLE_LENGTH).join(''));
}
