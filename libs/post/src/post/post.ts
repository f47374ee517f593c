import { DomainError, type Id, isVisible, trimmed, type UserId, withoutHidden } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import { AlreadyPublished } from './post.errors.js';
import { slugOf } from './slug.js';
import { sameTags, type Tag, tagsOf } from './tag.js';

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

/** What the author writes. */
export interface PostContent {
  readonly title: string;
  readonly body: string;
  readonly status: PostStatus;
  readonly visibility: Visibility;
  readonly tags: readonly Tag[];
  /** In the order they are shown. */
  readonly mediaIds: readonly MediaId[];
}

/** A post as it is stored. */
export interface Post extends PostContent {
  readonly id: PostId;
  readonly authorId: UserId;
  readonly version: number;
}

/** What an author sends for a new post. */
export interface NewPost {
  readonly title?: string | undefined;
  readonly body: string;
  readonly status?: PostStatus | undefined;
  readonly visibility?: Visibility | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly mediaIds?: readonly MediaId[] | undefined;
}

/** What an author changes; what is absent stays. */
export type PostChange = Partial<NewPost>;

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

/** Makes the content and the wished address of a new post. */
export function compose(draft: NewPost): PostContent & { readonly slug: string } {
  const title = draft.title ?? titleFrom(draft.body);
  return {
    title,
    slug: slugOf(title),
    body: draft.body,
    status: draft.status ?? 'published',
    visibility: draft.visibility ?? 'public',
    tags: tagsOf(draft.tags ?? []),
    mediaIds: draft.mediaIds ?? [],
  };
}

/**
 * Applies a change to a post.
 *
 * @throws DomainError `already-published` for a way back to draft
 */
export function edit(post: Post, change: PostChange): PostEdit {
  if (isUnpublished(post, change)) {
    throw new DomainError(AlreadyPublished);
  }
  const content: PostContent = {
    title: change.title ?? post.title,
    body: change.body ?? post.body,
    status: change.status ?? post.status,
    visibility: change.visibility ?? post.visibility,
    tags: change.tags === undefined ? post.tags : tagsOf(change.tags),
    mediaIds: change.mediaIds ?? post.mediaIds,
  };
  const published = content.status !== post.status;
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
      content.visibility !== post.visibility ||
      !sameOrder(content.mediaIds, post.mediaIds),
  };
}

/** Whether a change would make a published post a draft again. */
export function isUnpublished(
  post: Pick<Post, 'status'>,
  { status }: Pick<PostChange, 'status'>,
): boolean {
  return post.status === 'published' && status === 'draft';
}

/** Whether an active post counts for its author: published, and meant for everyone. */
export function isListed(post: Pick<PostContent, 'status' | 'visibility'>): boolean {
  return post.status === 'published' && post.visibility === 'public';
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
