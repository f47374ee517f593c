import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { ProfileOpened } from '#libs/events';
import type { Role } from '#libs/kernel';
import { type SignUp, SignUpService } from '#libs/user';
import { type Account, accountForm, givesRole, signedInAs, TEST_CLIENT } from './accounts.js';
import { oneOfEach, uniqueName } from './names.js';
import type { TestApp } from './test-app.js';

export { givesRole, TEST_PASSWORD } from './accounts.js';

/** Somebody who has signed up in a test. */
export interface Person extends Account {
  readonly nickname: string;
}

/**
 * Signs people up: `const { alice, bob } = await people(app, 'alice', 'bob')`. The first alice of an app has
 * the nickname `alice`, the next ones `alice2`, `alice3` …
 */
export function people<Name extends string>(
  app: Pick<TestApp, 'get'>,
  ...names: readonly Name[]
): Promise<Record<Name, Person>> {
  return oneOfEach(names, (name) => person(app, name));
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
  const nickname = uniqueName(app, name);
  const wanted = { ...accountForm(app, nickname), nickname, birthday: '1990-05-17', ...given };
  const signedIn = await app.get(SignUpService).signUp(wanted, TEST_CLIENT);
  return {
    name: nickname,
    nickname: wanted.nickname,
    fullName: wanted.fullName,
    email: wanted.email,
    phone: wanted.phone ?? '',
    password: wanted.password,
    ...signedInAs(signedIn),
  };
}

/** Signs somebody up who has a role that only commands and superusers give; named after it. */
export async function staff(app: TestApp, role: Role): Promise<Person> {
  const found = await person(app, role);
  await givesRole(app, found, role);
  return found;
}

/** Lets a profile be public or private; nobody is told. */
export async function setsPublic(
  app: Pick<TestApp, 'sql'>,
  { id }: Pick<Person, 'id'>,
  isPublic: boolean,
): Promise<void> {
  await app.sql(`update profile set is_public = $2 where user_id = $1`, [id, isPublic]);
}

/** Turns a profile public as its owner does: whoever asked to follow is let in. */
export async function opensProfile(
  app: Pick<TestApp, 'get' | 'sql'>,
  { id }: Pick<Person, 'id'>,
): Promise<void> {
  await app.get(UnitOfWork).run(async () => {
    await setsPublic(app, { id }, true);
    await app.get(DomainEvents).publish(new ProfileOpened({ userId: id }));
  });
}
