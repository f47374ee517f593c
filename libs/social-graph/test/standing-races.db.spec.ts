import { type TestAnswer, type TestHttp, testHttp } from '#libs/testing';
import { crowd, people, type Person } from '#libs/testing/people';
import { SocialGraphModule } from '../src/social-graph.module.js';

let app: TestHttp;

beforeAll(async () => {
  app = await testHttp({ modules: [SocialGraphModule] });
});
afterAll(() => app.close());

const superusers = async (size: number): Promise<Person[]> => {
  const chosen = await crowd(app, size);
  await app.sql(`update user_account set role = 'superuser' where id = any ($1::bigint[])`, [
    chosen.map(({ id }) => id),
  ]);
  return chosen;
};
const ask = (method: 'PUT' | 'DELETE' | 'PATCH', url: string, as: Person, body?: object) =>
  app.request({ method, url: `/v1${url}`, as, ...(body === undefined ? {} : { body }) });
const follow = (from: Person, to: Person) => ask('PUT', `/users/${to.id}/follow`, from);
const unfollow = (from: Person, to: Person) => ask('DELETE', `/users/${to.id}/follow`, from);
const administer = (by: Person, target: Person, change: object) =>
  ask('PATCH', `/admin/users/${target.id}`, by, { ...change, reason: 'A race.' });
const open = (owner: Person, isPublic: boolean) => ask('PATCH', '/me/profile', owner, { isPublic });

/** A lost deadlock is a 503, and anything unforeseen a 500. */
const failures = (answers: readonly TestAnswer[]) =>
  answers.filter(({ status }) => status >= 500).map(({ status, body }) => [status, body?.code]);
const settled = async () => {
  await app.settle();
  expect(await app.drift()).toEqual([]);
};

it('superusers who stop, restore and demote each other while people follow don’t meet a deadlock', async () => {
  for (let round = 0; round < 3; round += 1) {
    const early = await superusers(3);
    const fans = await crowd(app, 8);
    const late = await superusers(3);
    const rulers = [...early, ...late];
    const answers = await Promise.all(
      rulers.flatMap((ruler, r) => [
        ...fans.map((fan) => follow(fan, ruler)),
        ...fans.map((fan) => follow(ruler, fan)),
        ...rulers.flatMap((other, o) => [
          follow(ruler, other),
          administer(ruler, other, (r + o) % 2 === 0 ? { isActive: false } : { role: 'user' }),
          unfollow(other, ruler),
          administer(other, ruler, { isActive: true }),
        ]),
        ...fans.slice(0, 3).map((fan) => administer(ruler, fan, { role: 'superuser' })),
      ]),
    );
    expect(failures(answers)).toEqual([]);
    await settled();
    const left = await app.sql(
      `select from user_account where role = 'superuser' and is_active limit 1`,
    );
    expect(left).toHaveLength(1);
  }
});

it('a private person who turns public while those who wait for it administer it', async () => {
  for (let round = 0; round < 15; round += 1) {
    const { owner } = await people(app, 'owner');
    const askers = await superusers(6);
    await open(owner, false);
    await Promise.all(askers.map((asker) => follow(asker, owner)));
    const answers = await Promise.all([
      ...askers
        .slice(0, 3)
        .map((asker) => administer(asker, owner, { fullName: `By ${asker.id}` })),
      open(owner, true),
      ...askers.slice(3).map((asker) => administer(asker, owner, { fullName: `By ${asker.id}` })),
    ]);
    expect(failures(answers)).toEqual([]);
  }
  await settled();
});

it('people who are suspended and restored while they follow and are followed leave the numbers right', async () => {
  const [root] = await superusers(1);
  const everybody = await crowd(app, 12);
  for (let round = 0; round < 3; round += 1) {
    const answers = await Promise.all(
      everybody.flatMap((one, i) => [
        ...everybody.filter((other) => other !== one).map((other) => follow(one, other)),
        administer(root!, one, { isActive: i % 2 === round % 2 }),
        ...everybody.slice(0, i).map((other) => unfollow(other, one)),
      ]),
    );
    expect(failures(answers)).toEqual([]);
    await settled();
  }
});
