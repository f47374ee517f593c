import type { UserId, Viewer } from '#libs/kernel';
import { type SignUp, SignUpService } from '#libs/user';
import type { TestApp } from './test-app.js';

/** Somebody who has signed up in a test. */
export interface Person {
  readonly id: UserId;
  /** The person as the sender of a request: what services take. */
  readonly viewer: Viewer;
  readonly nickname: string;
  readonly fullName: string;
  readonly email: string;
  /** E.164 */
  readonly phone: string;
  readonly password: string;
  /** Access token. */
  readonly token: string;
  readonly refreshToken: string;
}

/** The password of everybody in tests. */
export const TEST_PASSWORD = 'amber-kettle-42';

/** From where everybody in tests signs up. */
export const TEST_CLIENT = { ip: '127.0.0.1', userAgent: 'maru-test', language: 'en' } as const;

const crowds = new WeakMap<object, Map<string, number>>();

/**
 * Signs people up: `const { alice, bob } = await people(app, 'alice', 'bob')`. The first alice of an app has
 * the nickname `alice`, the next ones `alice2`, `alice3` …
 */
export async function people<Name extends string>(
  app: Pick<TestApp, 'get'>,
  ...names: readonly Name[]
): Promise<Record<Name, Person>> {
  const found: Partial<Record<Name, Person>> = {};
  for (const name of names) {
    found[name] = await person(app, name);
  }
  if (!hasAll(found, names)) {
    throw new Error('Somebody did not sign up.');
  }
  return found;
}

/** Signs so many people up: `crowd(app, 20)`. */
export async function crowd(app: Pick<TestApp, 'get'>, size: number): Promise<Person[]> {
  const everybody: Person[] = [];
  for (let number = 0; number < size; number += 1) {
    everybody.push(await person(app, 'person'));
  }
  return everybody;
}

/** Signs one person up, with what is given and defaults for the rest. */
export async function person(
  app: Pick<TestApp, 'get'>,
  name: string,
  given: Partial<SignUp> = {},
): Promise<Person> {
  const nickname = unique(app, name);
  const number = next(app, ' people');
  const wanted = {
    email: `${nickname}@example.com`,
    password: TEST_PASSWORD,
    fullName: `Test ${nickname}`.slice(0, 30),
    phone: `+8210${20_000_000 + number}`,
    nickname,
    birthday: '1990-05-17',
    ...given,
  };
  const { userId, sessionId, tokens } = await app.get(SignUpService).signUp(wanted, TEST_CLIENT);
  return {
    id: userId,
    viewer: { userId, sessionId, role: 'user' },
    nickname: wanted.nickname,
    fullName: wanted.fullName,
    email: wanted.email,
    phone: wanted.phone ?? '',
    password: wanted.password,
    token: tokens.accessToken,
    refreshToken: tokens.refreshToken,
  };
}

function unique(app: object, name: string): string {
  const number = next(app, name);
  return number === 1 ? name : `${name}${number}`;
}

function next(app: object, name: string): number {
  const counts = crowds.get(app) ?? new Map<string, number>();
  crowds.set(app, counts);
  const number = (counts.get(name) ?? 0) + 1;
  counts.set(name, number);
  return number;
}

function hasAll<Name extends string>(
  found: Partial<Record<Name, Person>>,
  names: readonly Name[],
): found is Record<Name, Person> {
  return names.every((name) => found[name] !== undefined);
}
