import { type TestHttp, testHttp } from '#libs/testing';
import { people, type Person } from '#libs/testing/people';
import { Refoldings } from '#libs/text-search';
import { UserModule } from '#libs/user';

let app: TestHttp;

beforeAll(async () => {
  app = await testHttp({ modules: [UserModule] });
});
beforeEach(() => app.sql(`delete from refolding`));
afterAll(() => app.close());

const rename = async (as: Person, nickname: string) => {
  const answer = await app.request({
    method: 'PATCH',
    url: '/v1/me/profile',
    as,
    body: { nickname },
  });
  return answer.body.code ?? answer.status;
};
const refold = () => app.get(Refoldings).refold();

/** Gives up a nickname, whose key is stored as an earlier version folded it. */
async function givesUp(owner: Person, nickname: string, key: string): Promise<void> {
  expect(await rename(owner, nickname)).toBe(200);
  expect(await rename(owner, `${owner.nickname}_now`)).toBe(200);
  const rows = await app.sql(
    `
    update reserved_nickname
    set nickname_folded = $2
    where user_id = $1 and nickname_folded <> $3
    returning 1
    `,
    [owner.id, key, owner.nickname.toLowerCase()],
  );
  expect(rows).toHaveLength(1);
}

it.each([
  ['Νίκος', 'νίκος', 'ΝΊΚΟΣ'],
  ['Weiß', 'weiß', 'WEISS'],
  ['İnci', 'i\u0307nci', 'inci'],
])('%s stays reserved for its owner when folding changes', async (nickname, key, wanted) => {
  const { mina, joon } = await people(app, 'mina', 'joon');
  await givesUp(mina, nickname, key);
  await refold();
  expect(await rename(joon, wanted)).toBe('nickname-taken');
  expect(await rename(mina, wanted)).toBe(200);
});

it('belongs to whoever has it for longer, of two that have become one', async () => {
  for (const longer of ['mina', 'joon'] as const) {
    const { mina, joon, sora } = await people(app, 'mina', 'joon', 'sora');
    await givesUp(mina, 'Straße', 'straße');
    await app.sql(
      `
      insert into reserved_nickname (nickname_folded, user_id, reserved_until)
      values ('strasse', $1, now() + interval '20 days')
      `,
      [joon.id],
    );
    await app.sql(
      `
      update reserved_nickname
      set reserved_until = now() + interval '29 days'
      where user_id = $1 and nickname_folded in ('straße', 'strasse')
      `,
      [longer === 'mina' ? mina.id : joon.id],
    );
    await app.sql(
      `
      update reserved_nickname
      set reserved_until = now() + interval '10 days'
      where user_id = $1 and nickname_folded in ('straße', 'strasse')
      `,
      [longer === 'mina' ? joon.id : mina.id],
    );
    await refold();
    const [owner, other] = longer === 'mina' ? [mina, joon] : [joon, mina];
    expect(await rename(sora, 'STRASSE')).toBe('nickname-taken');
    expect(await rename(other, 'STRASSE')).toBe('nickname-taken');
    expect(await rename(owner, 'STRASSE')).toBe(200);
    await app.sql(`delete from refolding`);
    await app.sql(`delete from reserved_nickname`);
    expect(await rename(owner, `${owner.nickname}_later`)).toBe(200);
    await app.sql(`delete from reserved_nickname`);
  }
});

it('are all looked at, however many one person has', async () => {
  const { mina, joon } = await people(app, 'mina', 'joon');
  await app.sql(
    `
    insert into reserved_nickname (nickname_folded, user_id, reserved_until)
    select 'ς' || n, case when n % 3 = 0 then $1::bigint else $2::bigint end, now() + interval '9 days'
    from generate_series(1, 1200) n
    `,
    [mina.id, joon.id],
  );
  await refold();
  const left = await app.sql(`select from reserved_nickname where nickname_folded like 'ς%'`);
  expect(left).toEqual([]);
  const folded = await app.sql(`select from reserved_nickname where nickname_folded like 'σ%'`);
  expect(folded).toHaveLength(1200);
});
