import { expectNoDrift } from '#libs/testing';
import { people, type Person } from '#libs/testing/people';
import { comesDue, poll, pollsEnd, publishes } from '#libs/testing/posts';
import { type PollStage, pollStage } from './poll-stage.js';
import { answered, DAY, inMs, MINUTE } from './stage.js';

let app: PollStage;
let mina: Person;
let joon: Person;

beforeAll(async () => {
  app = await pollStage();
});
beforeEach(async () => {
  ({ mina, joon } = await people(app, 'mina', 'joon'));
});
afterEach(() => expectNoDrift(app));
afterAll(() => app.close());

describe('a poll', () => {
  it('is in the post as it was asked', async () => {
    const closesAt = inMs(DAY);
    const answer = await app.publish(mina, { poll: { options: ['토요일', '일요일'], closesAt } });
    expect(answered(answer)).toBe('201');
    expect(answer.body.poll).toEqual({
      options: [
        { text: '토요일', voteCount: 0 },
        { text: '일요일', voteCount: 0 },
      ],
      multiple: false,
      voterCount: 0,
      closesAt,
      isClosed: false,
      viewer: { choices: [] },
    });
    expect(await app.pollAt(answer.body.id, mina)).toEqual(answer.body.poll);
    expect(await app.pollAt(answer.body.id)).toMatchObject({ voterCount: null, viewer: null });
    expect(await app.countsAt(answer.body.id, joon)).toEqual([null, null, null]);
  });

  it('stands for words', async () => {
    const answer = await app.publish(mina, { body: '', poll: poll() });
    expect(answer.body).toMatchObject({ body: '', title: '', slug: answer.body.id });
    expect(answered(await app.change(mina, answer.body.id, { poll: null }))).toBe(
      '422 nothing-left',
    );
    expect(answered(await app.change(mina, answer.body.id, { poll: null, body: 'x' }))).toBe('200');
  });

  it.each<[string, object | string]>([
    ['one option', { options: ['a'] }],
    ['seven options', { options: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }],
    ['an option twice', { options: ['a', 'a'] }],
    ['an empty option', { options: ['a', ''] }],
    ['a long option', { options: ['a', '😀'.repeat(61)] }],
    ['an option that shows nothing', { options: ['a', '\u3164'] }],
    ['no options', { options: undefined }],
    ['no end', { closesAt: undefined }],
    ['an end that is no time', { closesAt: 'tomorrow' }],
    ['no poll but a text', 'x'],
  ])('may not have %s', async (_, wrong) => {
    const asking = typeof wrong === 'string' ? wrong : { ...poll(), ...wrong };
    const answer = await app.publish(mina, { body: '', poll: asking });
    expect(answered(answer)).toBe('400 validation-failed');
    const pointers = answer.body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers.every((pointer: string) => pointer.startsWith('/poll'))).toBe(true);
    const post = await publishes(app, mina);
    expect(answered(await app.change(mina, post, { poll: asking }))).toBe('400 validation-failed');
  });

  it.each([
    [4 * MINUTE, '422 poll-time-out-of-range'],
    [6 * MINUTE, '201'],
    [14 * DAY - MINUTE, '201'],
    [14 * DAY + MINUTE, '422 poll-time-out-of-range'],
  ])('that ends in %d ms', async (ms, expected) => {
    expect(answered(await app.publish(mina, { poll: poll({ closesAt: inMs(ms) }) }))).toBe(
      expected,
    );
    const post = await app.asks(mina);
    const changed = await app.change(mina, post, { poll: poll({ closesAt: inMs(ms) }) });
    expect(answered(changed)).toBe(expected.replace('201', '200'));
  });

  it('tells of all that is wrong at once', async () => {
    const wrong = await app.publish(mina, { poll: poll({ closesAt: inMs(0) }), mediaIds: ['5'] });
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/mediaIds',
      '/poll/closesAt',
    ]);
  });

  it('comes, changes and goes while nobody has voted', async () => {
    const post = await publishes(app, mina);
    const begun = await app.change(mina, post, { poll: poll() });
    expect(begun.body.poll.options).toHaveLength(3);
    const same = await app.change(mina, post, {
      poll: poll({ closesAt: begun.body.poll.closesAt }),
    });
    expect(same.headers['etag']).toBe(begun.headers['etag']);
    const other = await app.change(mina, post, {
      poll: poll({ options: ['a', 'b'], multiple: true }),
    });
    expect(other.body.poll).toMatchObject({ multiple: true });
    expect(other.body.poll.options).toHaveLength(2);
    expect((await app.change(mina, post, { body: 'Other' })).body.poll).toEqual(other.body.poll);
    expect((await app.change(mina, post, { poll: null })).body.poll).toBeNull();
    expect(answered(await app.vote(joon, post, 0))).toBe('404 not-found');
    await app.change(mina, post, { poll: poll() });
    expect(answered(await app.vote(joon, post, 0))).toBe('200');
  });

  it('that somebody has voted in stays as it is', async () => {
    const post = await app.asks(mina);
    await app.votes(joon, post, 0);
    const { closesAt } = await app.pollAt(post, mina);
    for (const other of [null, poll({ options: ['a', 'b'] }), poll({ closesAt: inMs(2 * DAY) })]) {
      expect(answered(await app.change(mina, post, { poll: other }))).toBe('422 poll-has-votes');
    }
    expect(
      answered(await app.change(mina, post, { poll: poll({ closesAt }), body: 'Other' })),
    ).toBe('200');
  });

  it('that is closed stays as it is', async () => {
    const post = await app.asks(mina);
    await pollsEnd(app, post);
    expect(answered(await app.change(mina, post, { poll: poll() }))).toBe('422 poll-closed');
  });
});

describe('of a draft', () => {
  it('opens when that is published', async () => {
    const draft = await app.asks(mina, {}, { status: 'draft' });
    expect(answered(await app.vote(mina, draft, 0))).toBe('422 poll-closed');
    expect(answered(await app.vote(joon, draft, 0))).toBe('404 not-found');
    await pollsEnd(app);
    expect(answered(await app.change(mina, draft, { status: 'published' }))).toBe('200');
    expect(answered(await app.vote(joon, draft, 0))).toBe('200');
  });

  it('must still be open long enough then', async () => {
    const draft = await app.asks(mina, {}, { status: 'draft' });
    await app.sql(`update poll set closes_at = now() + interval '4 minutes' where post_id = $1`, [
      draft,
    ]);
    const late = await app.change(mina, draft, { status: 'published' });
    expect(answered(late)).toBe('422 poll-time-out-of-range');
    const renewed = await app.change(mina, draft, { status: 'published', poll: poll() });
    expect(renewed.body).toMatchObject({ status: 'published', poll: { isClosed: false } });
  });

  it('counts from the time for which that is scheduled', async () => {
    const publishAt = inMs(30 * DAY);
    const soon = { status: 'draft', publishAt, poll: poll() };
    expect(answered(await app.publish(mina, soon))).toBe('422 poll-time-out-of-range');
    const sound = { ...soon, poll: poll({ closesAt: inMs(31 * DAY) }) };
    const { body } = await app.publish(mina, sound);
    expect(body.poll.isClosed).toBe(false);
    const later = await app.change(mina, body.id, { publishAt: inMs(32 * DAY) });
    expect(answered(later)).toBe('422 poll-time-out-of-range');
  });

  it('opens by itself with it, or stays with it when it is too late', async () => {
    const form = (): object => ({ status: 'draft', publishAt: inMs(DAY) });
    const closesAt = inMs(DAY + 6 * MINUTE);
    const [sound, late] = [
      await app.asks(mina, { closesAt }, form()),
      await app.asks(mina, { closesAt }, form()),
    ];
    await app.sql(`update poll set closes_at = now() + interval '6 minutes' where post_id = $1`, [
      sound,
    ]);
    await app.sql(`update poll set closes_at = now() where post_id = $1`, [late]);
    await comesDue(app, sound, late);
    expect((await app.seen(sound, mina)).status).toBe('published');
    expect(await app.seen(late, mina)).toMatchObject({
      status: 'draft',
      publishError: 'poll-time-out-of-range',
    });
  });
});

it('is told to have ended once by two workers', async () => {
  const posts = await Promise.all(Array.from({ length: 60 }, () => app.asks(mina)));
  await Promise.all([pollsEnd(app, ...posts), pollsEnd(app), pollsEnd(app)]);
  const [told] = await app.sql(
    `
    select count(*)::integer as closed, count(distinct closed_position)::integer as places
    from poll
    where post_id = any ($1::bigint[]) and closing_at is null and closed_position is not null
    `,
    [posts],
  );
  expect(told).toEqual({ closed: 60, places: 60 });
});

it('is told by the loop only when its post was published', async () => {
  const [draft, post] = [await app.asks(mina, {}, { status: 'draft' }), await app.asks(mina)];
  await pollsEnd(app, draft, post);
  const rows = await app.sql(
    `select post_id as id from poll where closed_position is not null and post_id = any ($1::bigint[])`,
    [[draft, post]],
  );
  expect(rows).toEqual([{ id: post }]);
});

it('keeps a poll beside pictures', async () => {
  const image = await app.picture(mina);
  const { body } = await app.publish(mina, { body: '', poll: poll(), mediaIds: [image] });
  expect((await app.change(mina, body.id, { poll: null })).body).toMatchObject({
    poll: null,
    body: '',
  });
  const left = await app.change(mina, body.id, { mediaIds: [] });
  expect(answered(left)).toBe('422 nothing-left');
});
