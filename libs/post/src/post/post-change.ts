import { DomainError } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import { type Poll, pollOf, samePoll } from './poll.js';
import { AlreadyPublished } from './post.errors.js';
import {
  allTags,
  assertSaysSomething,
  type NewPost,
  type Post,
  type PostContent,
  type Saying,
  saysSomething,
  titleFrom,
} from './post.js';
import { sameReasons, sameTags, type Tag } from './tag.js';

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

/**
 * Applies a change to a post.
 *
 * @throws DomainError `already-published` for a way back to draft, or a time to publish what is published;
 *   `nothing-left` when it takes away the last of what the post has, or publishes a draft that has nothing
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

/** The tags after a change: the very list of before when nothing of them differs. */
function tagsAfter(post: Post, { tags, body }: PostChange): readonly Tag[] {
  if (tags === undefined && (body === undefined || body === post.body)) {
    return post.tags;
  }
  const given = tags ?? post.tags.filter(({ isGiven }) => isGiven).map(({ name }) => name);
  const after = allTags(given, body ?? post.body);
  return sameReasons(after, post.tags) ? post.tags : after;
}

/** The title when a change doesn't give one: that of a post without words comes and goes with them. */
function titleAfter(post: Pick<Post, 'title' | 'body'>, { body }: PostChange): string {
  const follows =
    body !== undefined &&
    (post.title === '' || (body === '' && post.title === titleFrom(post.body)));
  return follows ? titleFrom(body) : post.title;
}

function sameOrder(some: readonly MediaId[], others: readonly MediaId[]): boolean {
  return some.length === others.length && some.every((id, i) => id === others[i]);
}
