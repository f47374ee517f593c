import { DomainError, type Id, isVisible, trimmed, type UserId, withoutHidden } from '#libs/kernel';
import { type MediaId, NothingLeft } from '#libs/media';
import { hashtagsOf, type StoredEntities } from '#libs/rich-text';
import { type NewPoll, type Poll, pollOf, samePoll } from './poll.js';
import { AlreadyPublished } from './post.errors.js';
import { slugOf } from './slug.js';
import { sameReasons, sameTags, type Tag, tagsOf } from './tag.js';

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
type Saying = Pick<PostContent, 'body' | 'mediaIds' | 'quotedPostId' | 'poll'>;

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

/** What an author changes; what is absent stays. */
export type PostChange = Partial<Omit<NewPost, 'quotedPostId'>>;

/** The outcome of an edit. */
export interface PostEdit {
  readonly content: PostContent;
  /** Anything differs from what is stored. */
  readonly changed: boolean;
  /** The text or tags differ. */
  readonly reworded: boolean;
  /** Others may have read the text or tags that this edit replaces: they become history. */
  readonly rewritten: boolean;
  /** The post is published for the first time. */
  readonly published: boolean;
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

/**
 * Applies a change to a post.
 *
 * @throws DomainError `already-published` for a way back to draft, or a time to publish what is published; `nothing-left` when it takes away the last of what
 *   the post has, or publishes a draft that has nothing
 */
export function edit(post: Post, change: PostChange): PostEdit {
  if (isUnpublished(post, change)) {
    throw new DomainError(AlreadyPublished);
  }
  const content: PostContent = {
    title: change.title ?? titleAfter(post, change),
    body: change.body ?? post.body,
    status: change.status ?? post.status,
    visibility: change.visibility ?? post.visibility,
    tags: tagsAfter(post, change),
    mediaIds: change.mediaIds ?? post.mediaIds,
    contentWarning:
      change.contentWarning === undefined ? post.contentWarning : change.contentWarning,
    sensitive: change.sensitive ?? post.sensitive,
    ...scheduleAfter(post, change),
    quotedPostId: post.quotedPostId,
    poll: pollAfter(post, change),
  };
  const published = content.status !== post.status;
  // What an administrator took its last picture from can still be hidden from others.
  if (published || isEmptied(post, change)) {
    assertSaysSomething(content);
  }
  const reworded =
    content.title !== post.title ||
    content.body !== post.body ||
    !sameTags(content.tags, post.tags);
  return {
    content,
    published,
    reworded,
    rewritten: reworded && post.status === 'published',
    changed:
      reworded ||
      published ||
      content.tags !== post.tags ||
      content.contentWarning !== post.contentWarning ||
      content.sensitive !== post.sensitive ||
      content.publishAt !== post.publishAt ||
      content.publishError !== post.publishError ||
      content.poll !== post.poll ||
      content.visibility !== post.visibility ||
      !sameOrder(content.mediaIds, post.mediaIds),
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

/** Whether a change would make a published post a draft again, or have it published later. */
export function isUnpublished(
  post: Pick<Post, 'status'>,
  { status, publishAt }: Pick<PostChange, 'status' | 'publishAt'>,
): boolean {
  return post.status === 'published' && (status === 'draft' || typeof publishAt === 'string');
}

/** When a post is to be published after a change. Another time, or none, and publishing end a failure. */
function scheduleAfter(
  post: Post,
  { status = post.status, publishAt }: PostChange,
): Pick<PostContent, 'publishAt' | 'publishError'> {
  if (status === 'published') {
    return { publishAt: null, publishError: null };
  }
  return publishAt === undefined
    ? { publishAt: post.publishAt, publishError: post.publishError }
    : { publishAt, publishError: null };
}

/** Whether a change takes away the last of what a post has. */
export function isEmptied(
  post: Saying,
  { body, mediaIds, poll }: Pick<PostChange, 'body' | 'mediaIds' | 'poll'>,
): boolean {
  return (
    (body !== undefined || mediaIds !== undefined || poll === null) &&
    !saysSomething({
      ...post,
      body: body ?? post.body,
      mediaIds: mediaIds ?? post.mediaIds,
      poll: poll === undefined ? post.poll : poll && pollOf(poll),
    })
  );
}

/** What a post asks after a change: the very poll of before when nothing of it differs. */
function pollAfter(post: Pick<Post, 'poll'>, { poll }: PostChange): Poll | null {
  const after = poll === undefined ? post.poll : poll && pollOf(poll);
  return samePoll(after, post.poll) ? post.poll : after;
}

/** Whether an active post counts for its author: published, and meant for everyone. */
export function isListed(post: Pick<PostContent, 'status' | 'visibility'>): boolean {
  return post.status === 'published' && post.visibility === 'public';
}

/** The tags that an author gives a post, and those of its body, as long as there is room. */
function allTags(given: readonly string[], body: string): Tag[] {
  return tagsOf(given, hashtagsOf(body)).slice(0, TAGS_PER_POST);
}

/** The tags after a change: the very list of before when nothing of them differs. */
function tagsAfter(post: Post, { tags, body }: PostChange): readonly Tag[] {
  if (tags === undefined && (body === undefined || body === post.body)) {
    return post.tags;
  }
  const given = tags ?? post.tags.filter(({ isGiven }) => isGiven).map(({ name }) => name);
  const after = allTags(given, body ?? post.body);
  return sameReasons(after, post.tags) ? post.tags : after;
}

function assertSaysSomething(content: Saying): void {
  if (!saysSomething(content)) {
    throw new DomainError(NothingLeft);
  }
}

/** The title when a change doesn't give one: that of a post without words comes and goes with them. */
function titleAfter(post: Pick<Post, 'title' | 'body'>, { body }: PostChange): string {
  const follows =
    body !== undefined &&
    (post.title === '' || (body === '' && post.title === titleFrom(post.body)));
  return follows ? titleFrom(body) : post.title;
}

/** The first line of a body that is not blank, as a title and cut to the length of one. */
function titleFrom(body: string): string {
  const line = body.split(/[\r\n\u2028\u2029]/u).find(isVisible) ?? '';
  const title = trimmed(line.replaceAll('\t', ' '));
  const cut = cutToTitle(title);
  return isVisible(cut) ? cut : cutToTitle(trimmed(withoutHidden(title)));
}

function cutToTitle(text: string): string {
  return trimmed(Array.from(text).slice(0, TITLE_LENGTH).join(''));
}

function sameOrder(some: readonly MediaId[], others: readonly MediaId[]): boolean {
  return some.length === others.length && some.every((id, i) => id === others[i]);
}
