import type { components } from '../client/schema.js';
import { type Comment, type Image, ok, type Person, type Post, superuser } from './people.js';
import { jpeg } from './things.js';

type Schemas = components['schemas'];
type Actor = Pick<Person, 'api'>;
type Other = Pick<Person, 'id'>;

/** Follows somebody, or asks to. */
export async function follows({ api }: Actor, { id }: Other): Promise<Schemas['FollowState']> {
  return ok(await api.PUT('/v1/users/{userId}/follow', at({ userId: id })));
}

export async function blocks({ api }: Actor, { id }: Other): Promise<void> {
  ok(await api.PUT('/v1/users/{userId}/block', at({ userId: id })));
}

export async function mutes({ api }: Actor, { id }: Other): Promise<void> {
  ok(await api.PUT('/v1/users/{userId}/mute', at({ userId: id })));
}

/** A new post of somebody. */
export async function publishes(
  { api }: Actor,
  post: Partial<Schemas['PublishPost']> = {},
): Promise<Post> {
  return ok(await api.POST('/v1/posts', { body: { body: 'A post', ...post } }));
}

/** Changes a post. */
export async function editsPost(
  { api }: Actor,
  postId: string,
  change: Schemas['EditPost'],
): Promise<void> {
  ok(await api.PATCH('/v1/posts/{postId}', { ...at({ postId }), body: change }));
}

export async function likes({ api }: Actor, postId: string): Promise<Schemas['Like']> {
  return ok(await api.PUT('/v1/posts/{postId}/like', at({ postId })));
}

/** Takes the like of a post back. */
export async function unlikes({ api }: Actor, postId: string): Promise<void> {
  ok(await api.DELETE('/v1/posts/{postId}/like', at({ postId })));
}

/** Keeps a post for later. */
export async function bookmarks({ api }: Actor, postId: string): Promise<void> {
  ok(await api.PUT('/v1/posts/{postId}/bookmark', at({ postId })));
}

/** Passes a post on to the own followers. */
export async function reposts({ api }: Actor, postId: string): Promise<void> {
  ok(await api.PUT('/v1/posts/{postId}/repost', at({ postId })));
}

/** Says something under a post, or to a comment there. */
export async function comments(
  { api }: Actor,
  postId: string,
  body = 'A comment',
  parentId?: string,
): Promise<Comment> {
  const form = { body, ...(parentId !== undefined && { parentId }) };
  return ok(await api.POST('/v1/posts/{postId}/comments', { ...at({ postId }), body: form }));
}

export async function likesComment({ api }: Actor, commentId: string): Promise<void> {
  ok(await api.PUT('/v1/comments/{commentId}/like', at({ commentId })));
}

export async function unlikesComment({ api }: Actor, commentId: string): Promise<void> {
  ok(await api.DELETE('/v1/comments/{commentId}/like', at({ commentId })));
}

/** Opens the room with somebody. @returns its id */
export async function opensRoom({ api }: Actor, { id }: Other): Promise<string> {
  return ok(await api.PUT('/v1/users/{userId}/room', at({ userId: id }))).id;
}

/** Says something in a room. @returns the id of the message */
export async function writes(
  { api }: Actor,
  roomId: string,
  body = 'Hello',
  clientId = 'first',
): Promise<string> {
  const message = { clientId, body };
  return ok(await api.POST('/v1/rooms/{roomId}/messages', { ...at({ roomId }), body: message })).id;
}

/** Uploads a picture as a browser's form does. */
export async function uploads(
  { api }: Actor,
  picture?: Buffer,
  { name = 'a.jpg', altText }: { name?: string; altText?: string } = {},
): Promise<Image> {
  const content = new Uint8Array(picture ?? (await jpeg()));
  return ok(
    await api.POST('/v1/media', {
      body: { file: name },
      bodySerializer: () => {
        const form = new FormData();
        if (altText !== undefined) {
          form.append('altText', altText);
        }
        form.append('file', new Blob([content], { type: 'image/jpeg' }), name);
        return form;
      },
    }),
  );
}

/** Shares a new picture for a day. */
export async function shares(
  who: Actor,
  audience: Schemas['StoryAudience'] = 'followers',
): Promise<Schemas['Story']> {
  const { id: mediaId } = await uploads(who);
  return ok(await who.api.POST('/v1/stories', { body: { mediaId, audience } }));
}

export async function seesStory({ api }: Actor, storyId: string): Promise<void> {
  ok(await api.PUT('/v1/stories/{storyId}/seen', at({ storyId })));
}

/** Lets a profile be public or private. */
export async function setsPublic({ api }: Actor, isPublic: boolean): Promise<void> {
  ok(await api.PATCH('/v1/me/profile', { body: { isPublic } }));
}

/** Suspends an account, as administrators do. */
export function suspends(whom: Other): Promise<void> {
  return administers(whom, { isActive: false });
}

/** Gives somebody a role, as superusers do. */
export function givesRole(whom: Other, role: 'user' | 'admin' | 'superuser'): Promise<void> {
  return administers(whom, { role });
}

async function administers({ id }: Other, change: object): Promise<void> {
  const { api } = await superuser();
  const body = { ...change, reason: 'For the tests' };
  ok(await api.PATCH('/v1/admin/users/{userId}', { ...at({ userId: id }), body }));
}

function at<Path extends Record<string, string>>(path: Path): { params: { path: Path } } {
  return { params: { path } };
}
