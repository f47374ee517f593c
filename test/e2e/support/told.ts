import { eventually } from './people.js';

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
