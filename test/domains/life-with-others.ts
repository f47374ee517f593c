import { HandlerRegistry } from '#libs/jobs';
import { PeopleListMemberService, PeopleListService } from '#libs/people-list';
import type { PostId } from '#libs/post';
import type { TestHttp } from '#libs/testing';
import type { Person } from '#libs/testing/people';
import { shares } from '#libs/testing/stories';

/** The loop that makes notifications. */
const GATHERING = 'notification.gather';

/** Notifications of all that was done, seen; posts that are muted both ways, and settings. */
export async function tells(
  app: TestHttp,
  person: Person,
  { bob, mine, bobsPost }: { bob: Person; mine: PostId; bobsPost: PostId },
): Promise<void> {
  await app
    .get(HandlerRegistry)
    .loops.find(({ name }) => name === GATHERING)
    ?.run();
  const call = (as: Person, method: 'GET' | 'PATCH' | 'PUT', path: string, body?: object) =>
    app.request({ method, url: `/v1/${path}`, as, body });
  await call(person, 'PUT', `posts/${bobsPost}/mute`);
  await call(bob, 'PUT', `posts/${mine}/mute`);
  await call(person, 'PATCH', 'me/notification-settings', { language: 'en' });
  const { items } = (await call(person, 'GET', 'me/notifications')).body;
  await call(person, 'PUT', 'me/notifications/seen', { upTo: items[0].id });
}

/** Lists: one of the person, with somebody in it; one of somebody else, with the person in it. */
export async function keepsLists(app: TestHttp, person: Person, other: Person): Promise<void> {
  for (const [owner, member] of [
    [person, other],
    [other, person],
  ] as const) {
    const list = await app.get(PeopleListService).create(owner.viewer, `of ${owner.nickname}`);
    await app.get(PeopleListMemberService).add(owner.viewer, list, member.id);
  }
}

/** Stories: one that is there and one that is deleted, seen both ways. */
export async function stories(app: TestHttp, person: Person, bob: Person): Promise<void> {
  const see = (as: Person, story: string) =>
    app.request({ method: 'PUT', url: `/v1/stories/${story}/seen`, as });
  const text = `by ${person.nickname}`;
  const [kept, deleted] = [
    await shares(app, person, { text }),
    await shares(app, person, { text }),
  ];
  await app.request({ method: 'DELETE', url: `/v1/stories/${deleted}`, as: person });
  await see(bob, kept);
  await see(person, await shares(app, bob));
}

/** Chat: a room with a friend, with messages of both that are there, deleted and hidden; a stranger who is asked. */
export async function chats(
  app: TestHttp,
  person: Person,
  { bob, carol }: { bob: Person; carol: Person },
): Promise<void> {
  const act = async (
    as: Person,
    method: 'PUT' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
  ) => (await app.request({ method, url: `/v1/${path}`, as, body })).body;
  const say = async (as: Person, room: string, clientId: string) =>
    act(as, 'POST', `rooms/${room}/messages`, { clientId, body: `by ${as.nickname}` });
  const { id: room } = await act(person, 'PUT', `users/${bob.id}/room`);
  const { id: deleted } = await say(person, room, 'deleted');
  await say(person, room, 'kept');
  const { id: hidden } = await say(bob, room, 'hidden');
  await act(person, 'DELETE', `messages/${deleted}`);
  await act(person, 'DELETE', `messages/${hidden}`);
  const { id: asked } = await act(person, 'PUT', `users/${carol.id}/room`);
  await say(person, asked, 'asked');
  await act(person, 'PATCH', 'me/chat-settings', { messagesFrom: 'following' });
}
