import { oneOfEach } from '../../../libs/testing/src/names.js';
import { type MaruClient, maruClient, type Place } from '../client/client.js';
import type { components } from '../client/schema.js';
import { newBirthday } from './contacts.js';

// By its file: the rest of the helpers brings the whole program along.

export type Post = components['schemas']['Post'];
export type Comment = components['schemas']['Comment'];
export type Image = components['schemas']['Image'];

/** Somebody who has signed up. */
export interface Person {
  readonly id: string;
  readonly nickname: string;
  readonly email: string;
  /** In E.164 form; empty when there is none. */
  readonly phone: string;
  readonly password: string;
  /** Access token. */
  readonly token: string;
  readonly refreshToken: string;
  /** The generated client, signed in. */
  readonly api: MaruClient;
}

/** What somebody signs up with. */
type SignUpForm = Required<components['schemas']['SignUp']>;

type SignedIn = components['schemas']['SignedIn'];

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

let signedUp = Math.floor(Math.random() * 8_000) * 1_000;

/** What somebody new signs up with, to any program: with what is given, and what nobody else has for the rest. */
export function accountForm(name: string, given: Partial<SignUpForm> = {}): SignUpForm {
  signedUp += 1;
  const unique = `${name}.${signedUp.toString(36)}`;
  return {
    email: `${unique}@edge.test`,
    password: `walnut-${unique}-harbor`,
    nickname: unique,
    fullName: `${name} of the tests`,
    phone: `+8210${String(signedUp).padStart(8, '2')}`,
    birthday: newBirthday(),
    ...given,
  };
}

/** Signs people up: `const { alice, bob } = await people('alice', 'bob')`. */
export function people<Name extends string>(
  ...names: readonly Name[]
): Promise<Record<Name, Person>> {
  const begun = new Map(names.map((name) => [name, person(name)]));
  return oneOfEach(names, (name) => begun.get(name)!);
}

/** Signs one person up, with what is given and defaults for the rest. @param place where the person asks ever after */
export async function person(
  name: string,
  given: Partial<SignUpForm> = {},
  place?: Place,
): Promise<Person> {
  const body = accountForm(name, given);
  const signedIn = ok(await maruClient(undefined, place).POST('/v1/auth/sign-up', { body }));
  return personOf(signedIn, body, place);
}

/** Signs somebody in again. */
export async function login(
  account: Readonly<Pick<Person, 'email' | 'password'>>,
): Promise<Person> {
  const { email, password } = account;
  return personOf(
    ok(await maruClient().POST('/v1/auth/login', { body: { email, password } })),
    account,
  );
}

let root: Promise<Person> | undefined;

/** The superuser that the program was started with: may do everything to everybody, and plays no part. */
export function superuser(): Promise<Person> {
  root ??= login({ email: 'root@maru.test', password: 'a superuser of the tests' });
  return root;
}

function personOf(
  { user, tokens }: SignedIn,
  { email, password }: Pick<Person, 'email' | 'password'>,
  place?: Place,
): Person {
  return {
    id: user.id,
    nickname: user.profile.nickname,
    email,
    phone: user.phone ?? '',
    password,
    token: tokens.accessToken,
    refreshToken: tokens.refreshToken,
    api: maruClient(tokens.accessToken, place),
  };
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
