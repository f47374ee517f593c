import { HandlerRegistry } from '#libs/jobs';
import {
  bookmarks as bookmarkKind,
  EditingService,
  type NewPost,
  type PostId,
  postLikes,
  postReposts,
  PublishingService,
  RemovalService,
} from '#libs/post';
import { ReactionService } from '#libs/reaction';
import type { Person } from './people.js';
import type { TestApp } from './test-app.js';

type App = Pick<TestApp, 'get'>;
type Actor = Pick<Person, 'viewer'>;

/** A new post of somebody. */
export function publishes(
  app: App,
  { viewer }: Actor,
  post: Partial<NewPost> = {},
): Promise<PostId> {
  return app.get(PublishingService).publish(viewer, { body: 'A post', ...post });
}

/** Changes a post. */
export function editsPost(
  app: App,
  { viewer }: Actor,
  post: PostId,
  change: ReturnType<Parameters<EditingService['edit']>[2]>,
): Promise<void> {
  return app.get(EditingService).edit(viewer, post, () => change, undefined);
}

/** Deletes a post. @param expected the version that it must have */
export function removesPost(
  app: App,
  { viewer }: Actor,
  post: PostId,
  expected?: number,
): Promise<void> {
  return app.get(RemovalService).remove(viewer, post, expected);
}

/** The time of scheduled drafts comes, and a worker looks. */
export async function comesDue(
  app: Pick<TestApp, 'get' | 'sql'>,
  ...drafts: readonly PostId[]
): Promise<void> {
  await app.sql(
    `update post set publish_at = now() where id = any ($1::bigint[]) and publish_at is not null`,
    [drafts],
  );
  const loop = app.get(HandlerRegistry).loops.find(({ name }) => name === 'post.publish-due');
  await loop?.run();
}

/** A poll to publish: open for a day. */
export function poll(change: Partial<NonNullable<NewPost['poll']>> = {}) {
  const closesAt = new Date(Date.now() + 24 * 3_600_000).toISOString();
  return { options: ['Yes', 'No', 'Perhaps'], closesAt, ...change };
}

/** The time of polls is over, and a worker looks. */
export async function pollsEnd(
  app: Pick<TestApp, 'get' | 'sql'>,
  ...posts: readonly PostId[]
): Promise<void> {
  await app.sql(
    `
    update poll
    set closes_at = now(), closing_at = case when closing_at is not null then now() end
    where post_id = any ($1::bigint[])
    `,
    [posts],
  );
  const loop = app.get(HandlerRegistry).loops.find(({ name }) => name === 'post.close-polls');
  await loop?.run();
}

/** Likes a post. @returns how many like it */
export function likes(app: App, { viewer }: Actor, post: PostId): Promise<number> {
  return app.get(ReactionService).react(postLikes, viewer, post);
}

/** Takes the like of a post back. @returns how many like it, when it can be seen */
export function unlikes(app: App, { viewer }: Actor, post: PostId): Promise<number | null> {
  return app.get(ReactionService).takeBack(postLikes, viewer, post);
}

/** Keeps a post for later. @returns how many keep it */
export function bookmarks(app: App, { viewer }: Actor, post: PostId): Promise<number> {
  return app.get(ReactionService).react(bookmarkKind, viewer, post);
}

/** Keeps a post no longer. @returns how many keep it, when it can be seen */
export function unbookmarks(app: App, { viewer }: Actor, post: PostId): Promise<number | null> {
  return app.get(ReactionService).takeBack(bookmarkKind, viewer, post);
}

/** Passes a post on to the own followers. @returns how many do */
export function reposts(app: App, { viewer }: Actor, post: PostId): Promise<number> {
  return app.get(ReactionService).react(postReposts, viewer, post);
}

/** Takes a repost back. @returns how many repost it, when it can be seen */
export function unreposts(app: App, { viewer }: Actor, post: PostId): Promise<number | null> {
  return app.get(ReactionService).takeBack(postReposts, viewer, post);
}
