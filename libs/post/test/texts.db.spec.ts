import { people, type Person } from '#libs/testing/people';
import { type PostStage, postStage } from './stage.js';

let app: PostStage;
let mina: Person;

beforeAll(async () => {
  app = await postStage();
  ({ mina } = await people(app, 'mina'));
});
afterAll(() => app.close());

const ofTag = async (tag: string) =>
  (await app.read(`/posts?tag=${encodeURIComponent(tag)}`)).body.items?.length;

it.each([
  ['a blank title', { title: '\u2060' }, '/title'],
  ['a title of spaces', { title: '\u3000 ' }, '/title'],
  ['a title of two lines', { title: 'a\nb' }, '/title'],
  ['a title with a separator', { title: 'a\u2029b' }, '/title'],
  ['a blank body', { body: '\u3164\n\ufeff' }, '/body'],
  ['a body with a control', { body: 'a\u001b[31m' }, '/body'],
  ['a blank tag', { tags: ['ok', '\u200d'] }, '/tags/1'],
  ['a tag with a control', { tags: ['a\u0000b'] }, '/tags/0'],
])('%s is refused, when it is new and when it is changed', async (_what, given, pointer) => {
  const made = await app.publish(mina, given);
  expect([made.status, made.body.errors[0].pointer]).toEqual([400, pointer]);
  const { body: post } = await app.publish(mina, {});
  const changed = await app.change(mina, post.id, given);
  expect([changed.status, changed.body.errors[0].pointer]).toEqual([400, pointer]);
});

it('keeps what belongs into a text: lines, tabs, joined emoji, marks of direction', async () => {
  const text = { title: '\u200fشکر 👩‍👩‍👧 ❤️', body: 'one\n\ttwo\r\n\u2028three 🏴‍☠️' };
  expect((await app.publish(mina, text)).body).toMatchObject(text);
});

it('trims a title and measures it composed', async () => {
  const title = '값'.repeat(250);
  expect((await app.publish(mina, { title: ` ${title.normalize('NFD')}\u00a0` })).body.title).toBe(
    title,
  );
  expect((await app.publish(mina, { title: `${title}x` })).status).toBe(400);
});

it('takes tags for one that differ by space around, or by what can not be seen', async () => {
  for (const tag of ['daegu', ' daegu', 'daegu\n', 'dae\u2060gu', 'DAEGU\ufe0e', '\u115fdaegu']) {
    const { status, body } = await app.publish(mina, { tags: [tag] });
    expect([status, body.tags]).toEqual([201, ['daegu']]);
  }
  for (const tag of ['daegu', 'daegu ', 'dae\u034fgu', '\u3164DAEGU']) {
    expect(await ofTag(tag)).toBe(6);
  }
  const { body } = await app.read(`/tags?prefix=${encodeURIComponent('dae\u200bg')}`);
  expect(body.items).toEqual([{ name: 'daegu', postCount: 6 }]);
});

it('finds a tag by its decomposed name, however long that is', async () => {
  const tag = '값'.repeat(50);
  await app.publish(mina, { tags: [tag.normalize('NFD')] });
  expect(await ofTag(tag.normalize('NFD'))).toBe(1);
  const prefix = encodeURIComponent(tag.slice(0, 45).normalize('NFD'));
  expect((await app.read(`/tags?prefix=${prefix}`)).body.items).toEqual([
    { name: tag, postCount: 1 },
  ]);
});

it('finds words and tags that end in a sigma in the other case', async () => {
  await app.publish(mina, {
    title: 'Ο ΜΕΓΆΛΟΣ ΠΕΡΊΠΑΤΟΣ',
    body: 'Στους δρόμους',
    tags: ['ΔΡΌΜΟΣ'],
  });
  for (const q of ['περίπατος', 'ΔΡΌΜΟΥΣ', 'μεγάλοσ', 'ΟΥΣ']) {
    expect((await app.read(`/posts?q=${encodeURIComponent(q)}`)).body.items).toHaveLength(1);
  }
  expect(await ofTag('δρόμος')).toBe(1);
  expect((await app.read(`/tags?prefix=${encodeURIComponent('δρόμοσ')}`)).body.items).toHaveLength(
    1,
  );
});
