import { eventually } from '../../../libs/testing/src/eventually.js';
import { all, ok, type Person } from './people.js';

/** The id of the newest notification of a list, once it tells of so many people: they are made after the acts. */
export async function notificationOf(
  people: number,
  read: () => Promise<Record<string, unknown>>,
): Promise<string> {
  const found = await eventually(async () => {
    const items = (await read())['items'] as { id: string; actorCount: number }[];
    return items.find(({ actorCount }) => actorCount === people);
  });
  return found!.id;
}

/** All that somebody is told. */
export const notificationsOf = ({ api }: Pick<Person, 'api'>) =>
  all(async (cursor) => {
    const query = { limit: 100, ...(cursor !== undefined && { cursor }) };
    return ok(await api.GET('/v1/me/notifications', { params: { query } }));
  });

/** All who are behind a notification. */
const actorsOf = ({ api }: Pick<Person, 'api'>, notificationId: string) =>
  all(async (cursor) => {
    const query = { limit: 100, ...(cursor !== undefined && { cursor }) };
    const params = { path: { notificationId }, query };
    return ok(await api.GET('/v1/me/notifications/{notificationId}/actors', { params }));
  });

/** What people are told. Likes count each time that they show, answers once for each person who gives some. */
export async function told(people: readonly Pick<Person, 'id' | 'api'>[]): Promise<string[]> {
  const found: string[] = [];
  for (const one of people) {
    const answers = new Set<string>();
    for (const { id, kind, post, comment } of await notificationsOf(one)) {
      const thing = kind === 'comment-like' ? comment!.id : post!.id;
      for (const actor of await actorsOf(one, id)) {
        const line = [one.id, kind, thing, actor.id].join(' ');
        if (kind.endsWith('-like')) {
          found.push(line);
        } else {
          answers.add(line);
        }
      }
    }
    found.push(...answers);
  }
  return found.sort();
}
