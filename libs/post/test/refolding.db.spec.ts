import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { Refoldings } from '#libs/text-search';
import { type PostStage, postStage } from './stage.js';

let app: PostStage;
let mina: Person;
let joon: Person;

beforeAll(async () => {
  app = await postStage();
  ({ mina, joon } = await people(app, 'mina', 'joon'));
});
beforeEach(() => app.sql(`delete from refolding`));
afterAll(() => app.close());

const refold = () => app.get(Refoldings).refold();
const later = () => app.sql(`update refolding set walked_at = now() - interval '2 hours'`);
const found = async (url: string) => {
  const { items } = (await app.read(url)).body;
  return items.map(({ id, name }: { id: string; name?: string }) => name ?? id);
};

/** A post whose words are stored as an earlier version folded them. */
async function formerPost(): Promise<string> {
  const id = await publishes(app, mina, { title: 'Ο ΦΆΡΟΣ', body: 'κοντά στους ΔΡΌΜΟΥΣ' });
  await app.sql(
    `update post_text set title = 'ο φάρος', body = 'κοντά στους δρόμους' where post_id = $1`,
    [id],
  );
  return id;
}

it('brings the words of posts up to date, and leaves their place', async () => {
  const id = await formerPost();
  const [before] = await app.sql(`select place from post_text where post_id = $1`, [id]);
  expect(await found(`/posts?q=${encodeURIComponent('ΦΆΡΟΣ')}`)).not.toContain(id);
  await refold();
  expect(await found(`/posts?q=${encodeURIComponent('ΦΆΡΟΣ')}`)).toContain(id);
  expect(await found(`/posts?body=${encodeURIComponent('δρόμους')}`)).toContain(id);
  expect(await app.sql(`select place from post_text where post_id = $1`, [id])).toEqual([before]);
});

it('goes over everything again an hour later, for what an earlier version wrote, and then no more', async () => {
  await refold();
  const missed = await formerPost();
  await refold();
  const words = encodeURIComponent('ΔΡΌΜΟΥΣ');
  expect(await found(`/posts?q=${words}`)).not.toContain(missed);
  await later();
  await refold();
  expect(await found(`/posts?q=${words}`)).toContain(missed);
  const tooLate = await formerPost();
  await later();
  await refold();
  expect(await found(`/posts?q=${words}`)).not.toContain(tooLate);
});

it('puts tags together that have become one, and counts them anew', async () => {
  const only = await publishes(app, mina, { tags: ['jeju'] });
  const both = await publishes(app, mina, { tags: ['jeju', 'old'] });
  const former = await publishes(app, joon, { tags: ['other'] });
  await app.sql(`
    update tag
    set name = 'jeju ', name_folded = 'jeju '
    where name_folded in ('old')
  `);
  await app.sql(
    `update tag set name = E'Je\\u200Bju', name_folded = E'je\\u200Bju' where name = 'other'`,
  );
  await refold();
  await app.settle();
  expect((await found('/posts?tag=jeju')).sort()).toEqual([only, both, former].sort());
  expect((await app.read('/tags?prefix=jeju')).body.items).toEqual([
    { name: 'jeju', postCount: 3 },
  ]);
  expect((await app.seen(both)).tags).toEqual(['jeju']);
});

it('gives a tag that stands alone its new key', async () => {
  const id = await publishes(app, mina, { tags: ['lone'] });
  await app.sql(`
    update tag_counter k
    set name_folded = 'δρόμος'
    from tag t
    where t.id = k.tag_id and t.name = 'lone'
  `);
  await app.sql(`update tag set name = 'Δρόμος', name_folded = 'δρόμος' where name = 'lone'`);
  await refold();
  expect(await found(`/posts?tag=${encodeURIComponent('ΔΡΌΜΟΣ')}`)).toEqual([id]);
  const { body } = await app.read(`/tags?prefix=${encodeURIComponent('ΔΡΌΜΟΣ')}`);
  expect(body.items).toEqual([{ name: 'Δρόμος', postCount: 1 }]);
});

it('mends names, and leaves a nickname whose new key somebody has', async () => {
  await app.sql(
    `
    update profile
    set nickname = 'Νίκος', nickname_folded = 'νίκος', skills = '{ΛΌΓΟΣ}', skills_folded = '{λόγος}'
    where user_id = $1
    `,
    [joon.id],
  );
  await app.sql(
    `
    update profile
    set nickname = E'Ni\\uFE0Fna', nickname_folded = E'ni\\uFE0Fna'
    where user_id = $1
    `,
    [mina.id],
  );
  const { nina } = await people(app, 'nina');
  await refold();
  const byNickname = async (name: string) =>
    (await app.read(`/users/by-nickname/${encodeURIComponent(name)}`)).body.id;
  expect(await byNickname('ΝΊΚΟΣ')).toBe(joon.id);
  expect(await byNickname('nina')).toBe(nina.id);
  expect(await found(`/users?skill=${encodeURIComponent('λόγοσ')}`)).toEqual([joon.id]);
  expect(await found(`/users?region=nowhere`)).toEqual([]);
});
