import { randomBytes } from 'node:crypto';
import { pictures } from '#libs/testing';
import { type Account, account, givesRole } from '#libs/testing/accounts';
import { uploads } from '#libs/testing/uploads';
import { Refoldings } from '#libs/text-search';
import { type MediaStage, mediaStage } from './stage.js';

let app: MediaStage;
let admin: Account;

beforeAll(async () => {
  app = await mediaStage();
  admin = await account(app, 'admin');
  await givesRole(app, admin, 'admin');
});
afterEach(() => app.sql('delete from media'));
afterAll(() => app.close());

/** A picture as the former version stored it. */
async function picture(name: string, altText: string | null, isActive = true): Promise<string> {
  const [row] = await app.sql<{ id: string }>(
    `
    insert into media (owner_id, name, alt_text, mime_type, bytes, status, storage_key, is_active)
    values ($1, $2, $3, 'image/png', 1, 'ready', 'private/' || $4, $5)
    returning id
    `,
    [admin.id, name, altText, randomBytes(16).toString('hex'), isActive],
  );
  return row!.id;
}

const search = async (query: string) => {
  const url = `/v1/admin/media?${query}`;
  const { status, body } = await app.request({ method: 'GET', url, as: admin });
  return status === 200 ? body.items.map(({ id }: { id: string }) => id) : body.code;
};
const saying = (words: string) => search(`q=${encodeURIComponent(words)}`);

/** Uploads a picture and describes it, each by its call. */
async function described(name: string, altText: string | null): Promise<string> {
  const id = await uploads(app, admin, pictures.png());
  const body = { name, altText };
  const url = `/v1/media/${id}`;
  expect((await app.request({ method: 'PATCH', url, as: admin, body })).status).toBe(200);
  return id;
}

it('finds pictures in any state by parts of their name and alternative text', async () => {
  const walk = await picture('남서울 Walk.png', null);
  const coffee = await picture('x.png', '서울의 Coffee', false);
  await picture('other.png', '부산');
  expect(await search('q=서울')).toEqual([coffee, walk]);
  expect(await search('q=서울%20COFF')).toEqual([coffee]);
  expect(await search(`q=${encodeURIComponent('서울'.normalize('NFD'))}&isActive=true`)).toEqual([
    walk,
  ]);
  expect(await search('q=서울%20부산')).toEqual([]);
  expect(await search('q=서%25')).toEqual([]);
  expect(await search('q=서')).toBe('validation-failed');
});

describe('letters that differ in one case only', () => {
  /** What a text says, in which part of it, and how somebody else writes that. */
  const PAIRS = [
    ['Ο ΦΆΡΟΣ', 'φάρος'],
    ['ο φάρος', 'ΦΆΡΟΣ'],
    ['ΔΡΌΜΟΣ στο βουνό', 'όμος'],
    ['στους δρόμους', 'ΔΡΌΜΟΥΣ'],
    ['Die Straße', 'STRASSE'],
    ['DIE HAUPTSTRASSE', 'straße'],
    ['STRAẞE', 'straße'],
    ['İZMİR', 'izmir'],
    ['ﬁsch', 'FISCH'],
  ] as const;

  it.each(PAIRS)('%s is found by %s, in a name and in an alternative text', async (text, words) => {
    const named = await uploads(app, admin, pictures.png(), { name: text });
    const told = await described('x.png', text);
    expect(await saying(words)).toEqual([told, named]);
  });

  it('are found by what was said last, in one of both', async () => {
    const id = await described('ΦΆΡΟΣ', 'Straße');
    const change = (body: object) =>
      app.request({ method: 'PATCH', url: `/v1/media/${id}`, as: admin, body });
    await change({ altText: 'ΔΡΌΜΟΣ' });
    expect([await saying('φάρος δρόμος'), await saying('strasse')]).toEqual([[id], []]);
    await change({ altText: null });
    expect([await saying('φάρος'), await saying('δρόμος')]).toEqual([[id], []]);
    await change({ name: 'STRASSE' });
    expect([await saying('straße'), await saying('φάρος')]).toEqual([[id], []]);
  });

  it('are found in what the former version stored, once that is folded anew', async () => {
    const id = await picture('ΛΙΜΆΝΙΟΣ.png', 'Große Gasse');
    expect(await saying('λιμάνι')).toEqual([id]);
    await app.get(Refoldings).refold();
    expect(await saying('λιμάνιος')).toEqual([id]);
    expect(await saying('GROSSE')).toEqual([id]);
  });
});
