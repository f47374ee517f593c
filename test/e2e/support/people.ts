import { type MaruClient, maruClient } from '../client/client.js';
import type { components } from '../client/schema.js';
import { newBirthday } from './contacts.js';

// By its file: the rest of the helpers brings the whole program along.
export { eventually } from '../../../libs/testing/src/eventually.js';

export type Post = components['schemas']['Post'];
export type Comment = components['schemas']['Comment'];
export type Image = components['schemas']['Image'];

/** Somebody who lives through the day. */
export interface Person {
  readonly id: string;
  readonly nickname: string;
  readonly email: string;
  readonly password: string;
  readonly api: MaruClient;
  readonly token: string;
  readonly refreshToken: string;
}

/** The answer's body. @throws Error with the problem when there is none */
export function ok<T>({
  data,
  error,
  response,
}: {
  data?: T;
  error?: unknown;
  response: Response;
}): T {
  if (!response.ok) {
    throw new Error(`${response.status} ${response.url}: ${JSON.stringify(error)}`);
  }
  return data as T;
}

/** Signs up over HTTP. */
export async function signUp(wanted: {
  nickname: string;
  fullName: string;
  phone: string;
}): Promise<Person> {
  const email = `${encodeURIComponent(wanted.nickname).replaceAll('%', '').toLowerCase()}@day.test`;
  const password = `kettle-amber-${wanted.phone.slice(-4)}`;
  const body = { ...wanted, email, password, birthday: newBirthday() };
  const { user, tokens } = ok(await maruClient().POST('/v1/auth/sign-up', { body }));
  return {
    id: user.id,
    nickname: wanted.nickname,
    email,
    password,
    api: maruClient(tokens.accessToken),
    token: tokens.accessToken,
    refreshToken: tokens.refreshToken,
  };
}

/** Uploads a picture as a browser's form does. */
export async function upload(
  person: Person,
  picture: Buffer,
  name: string,
  altText: string,
): Promise<Image> {
  return ok(
    await person.api.POST('/v1/media', {
      body: { file: name, altText },
      bodySerializer: () => {
        const form = new FormData();
        form.append('altText', altText);
        form.append('file', new Blob([new Uint8Array(picture)], { type: 'image/jpeg' }), name);
        return form;
      },
    }),
  );
}

/** Every item of a list, page by page. */
export async function all<Item>(
  page: (cursor: string | undefined) => Promise<{ items: Item[]; nextCursor: string | null }>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const { items: more, nextCursor } = await page(cursor);
    items.push(...more);
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
