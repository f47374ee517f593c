import { Clock } from '#libs/kernel';
import type { PostId } from '#libs/post';
import { expectNoDrift, isAwaited, outcome } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { people, type Person } from '#libs/testing/people';
import { comesDue, publishes } from '#libs/testing/posts';
import { answered, DAY, inMs, MINUTE, type PostStage, postStage } from './stage.js';

let app: PostStage;
let mina: Person;
let joon: Person;

beforeAll(async () => {
  app = await postStage();
});
beforeEach(async () => {
  ({ mina, joon } = await people(app, 'mina', 'joon'));
});
afterEach(() => expectNoDrift(app));
afterAll(() => app.close());

const scheduled = (author = mina, more: object = {}): Promise<PostId> =>
  publishes(app, author, { status: 'draft', publishAt: inMs(DAY), ...more });

describe('a draft', () => {
  it('keeps the time at which it is to be published', async () => {
    const publishAt = inMs(DAY);
    const answer = await app.publish(mina, { status: 'draft', publishAt });
    expect(answered(answer)).toBe('201');
    expect(answer.body).toMatchObject({ status: 'draft', publishAt, publishError: null });
    expect(await app.seen(answer.body.id, mina)).toEqual(answer.body);
  });

  it.each([
    ['the past', -DAY, '422 publish-time-passed'],
    ['half a minute from now', MINUTE / 2, '422 publish-time-passed'],
    ['two minutes from now', 2 * MINUTE, '201'],
    ['in 365 days', 365 * DAY, '201'],
    ['in 367 days', 367 * DAY, '422 publish-time-too-far'],
  ])('for %s', async (_, ms, expected) => {
    expect(answered(await app.publish(mina, { status: 'draft', publishAt: inMs(ms) }))).toBe(
      expected,
    );
    const draft = await publishes(app, mina, { status: 'draft' });
    const patched = await app.change(mina, draft, { publishAt: inMs(ms) });
    expect(answered(patched)).toBe(expected.replace('201', '200'));
  });

  it.each([{}, { status: 'published' }])('it must be: %j', async (status) => {
    const answer = await app.publish(mina, { ...status, publishAt: inMs(DAY) });
    expect(answered(answer)).toBe('400 validation-failed');
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: '/publishAt' })]);
  });

  it('can be scheduled anew, and not at all', async () => {
    const draft = await scheduled();
    const publishAt = inMs(2 * DAY);
    expect((await app.change(mina, draft, { publishAt })).body).toMatchObject({ publishAt });
    expect((await app.change(mina, draft, { body: 'Other' })).body).toMatchObject({ publishAt });
    expect((await app.change(mina, draft, { publishAt: null })).body).toMatchObject({
      publishAt: null,
    });
    await comesDue(app, draft);
    expect(await app.seen(draft, mina)).toMatchObject({ status: 'draft' });
  });

  it('can be published by hand before', async () => {
    const draft = await scheduled();
    const published = await app.change(mina, draft, { status: 'published' });
    expect(published.body).toMatchObject({ status: 'published', publishAt: null });
    await comesDue(app, draft);
    expect(await app.seen(draft, mina)).toEqual(published.body);
  });

  it('that is published is not scheduled any more', async () => {
    const post = await publishes(app, mina);
    expect(answered(await app.change(mina, post, { publishAt: inMs(DAY) }))).toBe(
      '422 already-published',
    );
    expect(answered(await app.change(mina, post, { publishAt: null }))).toBe('200');
    const both = await app.change(mina, post, { publishAt: inMs(-DAY), status: 'draft' });
    expect(answered(both)).toBe('422 already-published');
  });

  it('tells of all that is wrong at once', async () => {
    const draft = await scheduled();
    const wrong = await app.change(mina, draft, { publishAt: inMs(-DAY), mediaIds: ['5'] });
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/mediaIds',
      '/publishAt',
    ]);
  });

  it('is one of a hundred', async () => {
    await app.sql(
      `
      insert into post (author_id, slug, title, body, status, visibility, publish_at)
      select $1::bigint, 'full-' || $1::bigint || '-' || n, '', '', 'draft', 'public', now() + interval '1 day'
      from generate_series(1, 98) n
      `,
      [mina.id],
    );
    const more = await Promise.all(Array.from({ length: 5 }, () => outcome(scheduled())));
    expect(more.sort()).toEqual(['done', 'done', ...Array(3).fill('too-many-scheduled')]);
    const idle = await publishes(app, mina, { status: 'draft' });
    expect(answered(await app.change(mina, idle, { publishAt: inMs(DAY) }))).toBe(
      '422 too-many-scheduled',
    );
    const [one] = await app.sql<{ id: string }>(
      `select id from post where author_id = $1 and slug not like 'full-%' limit 1`,
      [mina.id],
    );
    expect(answered(await app.change(mina, one!.id, { publishAt: inMs(2 * DAY) }))).toBe('200');
    expect(await outcome(scheduled(joon))).toBe('done');
    await app.sql(`delete from post where author_id = $1 and slug like 'full-%'`, [mina.id]);
  });
});

describe('when its time comes', () => {
  it('is published with the position of that moment, once', async () => {
    const draft = await scheduled(mina, { tags: ['later'] });
    const between = await publishes(app, mina);
    const before = await app.seen(draft, mina);
    await comesDue(app, draft);
    const after = await app.seen(draft, mina);
    expect(after).toMatchObject({ status: 'published', publishAt: null, publishError: null });
    expect(Date.parse(after.publishedAt)).toBeGreaterThan(Date.parse(before.createdAt));
    const { items } = (await app.read(`/posts?authorId=${mina.id}`)).body;
    expect(items.map(({ id }: { id: string }) => id)).toEqual([draft, between]);
    await comesDue(app, draft);
    expect(await app.seen(draft, mina)).toEqual(after);
    const tag = (await app.read('/tags?prefix=later')).body.items;
    expect(tag).toEqual([expect.objectContaining({ postCount: 1 })]);
  });

  it('is published once by two workers at the same moment', async () => {
    const drafts: PostId[] = [];
    for (let number = 0; number < 60; number += 1) {
      drafts.push(await scheduled());
    }
    await Promise.all([comesDue(app, ...drafts), comesDue(app), comesDue(app)]);
    const versions = await app.sql(
      `select distinct version, status from post where id = any ($1::bigint[])`,
      [drafts],
    );
    expect(versions).toEqual([{ version: 2, status: 'published' }]);
    const facts = await app.sql(
      `select count(*)::integer as count from post where author_id = $1 and position is not null`,
      [mina.id],
    );
    expect(facts).toEqual([{ count: 60 }]);
  });

  it('stays a draft when the author is suspended, and tells it later', async () => {
    const draft = await scheduled();
    await suspends(app, mina);
    await comesDue(app, draft);
    await restores(app, mina);
    const [kept] = await app.sql(
      `select status, publish_at, publish_error from post where id = $1`,
      [draft],
    );
    expect(kept).toEqual({ status: 'draft', publish_at: null, publish_error: 'not-permitted' });
  });

  it('stays a draft that an administrator has put away', async () => {
    const draft = await scheduled();
    await app.sql(`update post set is_active = false where id = $1`, [draft]);
    await comesDue(app, draft);
    await app.sql(`update post set is_active = true where id = $1`, [draft]);
    expect(await app.seen(draft, mina)).toMatchObject({
      status: 'draft',
      publishError: 'not-permitted',
    });
  });

  it('stays a draft that says nothing any more, and ends its failure by another time', async () => {
    const image = await app.picture(mina);
    const draft = await scheduled(mina, { body: '', mediaIds: [image] });
    await app.sql(`update media set is_active = false where id = $1`, [image]);
    await comesDue(app, draft);
    const failed = await app.seen(draft, mina);
    expect(failed).toMatchObject({
      status: 'draft',
      publishAt: null,
      publishError: 'nothing-left',
    });
    const publishAt = inMs(DAY);
    const again = await app.change(mina, draft, { body: 'Words', publishAt });
    expect(again.body).toMatchObject({ publishAt, publishError: null });
    await comesDue(app, draft);
    expect(await app.seen(draft, mina)).toMatchObject({ status: 'published', body: 'Words' });
  });

  it('ends its failure when the author lets it be', async () => {
    const draft = await scheduled();
    await app.sql(`update user_account set is_active = false where id = $1`, [mina.id]);
    await comesDue(app, draft);
    await app.sql(`update user_account set is_active = true where id = $1`, [mina.id]);
    expect((await app.change(mina, draft, { title: 'Other' })).body).toMatchObject({
      publishError: 'not-permitted',
    });
    expect((await app.change(mina, draft, { publishAt: null })).body).toMatchObject({
      publishError: null,
    });
  });

  it('waits for nobody: another worker that holds it publishes it', async () => {
    const draft = await scheduled();
    const holding = () => app.sql(`select from post where id = $1 for no key update`, [draft]);
    expect(await isAwaited(app, holding, () => comesDue(app))).toBe(false);
    await comesDue(app, draft);
    expect(await app.seen(draft, mina)).toMatchObject({ status: 'published' });
  });

  it('is before or after a suspension, never beside it', async () => {
    const draft = await scheduled();
    await app.sql(`update post set publish_at = now() where id = $1`, [draft]);
    const suspension = () =>
      app.sql(`update user_account set is_active = false where id = $1`, [mina.id]);
    expect(await isAwaited(app, suspension, () => comesDue(app))).toBe(true);
    await app.sql(`update user_account set is_active = true where id = $1`, [mina.id]);
    expect(await app.seen(draft, mina)).toMatchObject({ publishError: 'not-permitted' });
  });

  it('does not keep the rest when one can not be published', async () => {
    const [broken, sound] = [await scheduled(), await scheduled()];
    await app.sql(
      `alter table post add constraint ck_broken check (id <> ${broken} or status = 'draft') not valid`,
    );
    await expect(comesDue(app, broken, sound)).rejects.toThrow();
    expect(await app.seen(sound, mina)).toMatchObject({ status: 'published' });
    await app.sql(`alter table post drop constraint ck_broken`);
    await comesDue(app);
    expect(await app.seen(broken, mina)).toMatchObject({ status: 'published' });
  });
});

it('shows neither time nor failure to others', async () => {
  const post = await publishes(app, mina);
  await app.sql(`update post set publish_error = 'x' where id = $1`, [post]);
  expect(await app.seen(post, joon)).toMatchObject({ publishAt: null, publishError: null });
});

it('measures by the clock of the program', async () => {
  const clock = jest.spyOn(app.get(Clock), 'now').mockReturnValue(new Date(Date.now() + DAY));
  expect(await outcome(scheduled(mina, { publishAt: inMs(DAY / 2) }))).toBe('publish-time-passed');
  clock.mockRestore();
});
