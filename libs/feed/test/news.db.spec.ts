import { LiveSignals, LiveTopics, StreamModule } from '#libs/live';
import type { NewPost } from '#libs/post';
import { eventually, opensStream, type StreamClient } from '#libs/testing';
import { blocks, follows, mutes } from '#libs/testing/graph';
import { people, type Person, setsPublic } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { FeedNewsReader } from '../src/feed-news.reader.js';
import { type FeedStage, openStage } from './stage.js';

let app: FeedStage;

beforeAll(async () => {
  app = await openStage({ modules: [StreamModule] });
});
afterAll(() => app.close());

/** Streams of people. */
const streamsOf = (persons: readonly Person[]): Promise<StreamClient[]> =>
  Promise.all(persons.map((person) => opensStream(app, person)));

it.each<[string, Partial<NewPost>, string[]]>([
  ['something public', {}, ['follower', 'also', 'witness']],
  ['something for followers', { visibility: 'followers' }, ['follower', 'also', 'witness']],
  ['something for the author', { visibility: 'private' }, ['witness']],
  ['a draft', { status: 'draft' }, ['witness']],
])('tells those who see it in their home feed of %s', async (_name, post, told) => {
  const { author, other, follower, also, stranger, muter, blocker, blocked, former, witness } =
    await people(
      app,
      ...(['author', 'other', 'follower', 'also', 'stranger', 'muter', 'blocker'] as const),
      ...(['blocked', 'former', 'witness'] as const),
    );
  for (const one of [follower, also, muter, blocker, blocked, witness]) {
    await follows(app, one, author);
  }
  await follows(app, witness, other);
  await mutes(app, muter, author);
  await blocks(app, blocker, author);
  await blocks(app, author, blocked);
  const cast = { author, follower, also, stranger, muter, blocker, blocked, former, witness };
  const streams = await streamsOf(Object.values(cast));
  await publishes(app, author, post);
  // What the witness hears of in any case.
  await publishes(app, other);
  const names = Object.keys(cast);
  await Promise.all(told.map((name) => streams[names.indexOf(name)]!.until('feed')));
  const heard = names.filter((_, index) => streams[index]!.of('feed').length > 0);
  expect(heard.sort()).toEqual([...told].sort());
  streams.forEach((stream) => stream.leave());
});

it('tells of posts of a private profile to its followers only', async () => {
  const { author, follower, stranger } = await people(app, 'author', 'follower', 'stranger');
  await follows(app, follower, author);
  await setsPublic(app, author, false);
  const [near, far] = await streamsOf([follower, stranger]);
  await publishes(app, author);
  expect(await near!.until('feed')).toEqual({ event: 'feed', data: {} });
  expect(far!.of('feed')).toEqual([]);
  [near!, far!].forEach((stream) => stream.leave());
});

it('tells a person once in ten seconds, and the service once for all followers', async () => {
  const { author, follower, also } = await people(app, 'author', 'follower', 'also');
  await follows(app, follower, author);
  await follows(app, also, author);
  const asked = jest.spyOn(app.get(FeedNewsReader), 'readersOf');
  const signals = jest.spyOn(app.get(LiveSignals), 'tell');
  const streams = await streamsOf([follower, also]);
  const post = await publishes(app, author);
  expect(signals.mock.calls).toEqual([['feed', [post]]]);
  await Promise.all(streams.map((stream) => stream.until('feed')));
  await publishes(app, author);
  await eventually(() => asked.mock.calls.length === 2);
  await asked.mock.results[1]!.value;
  expect(streams.map((stream) => stream.of('feed').length)).toEqual([1, 1]);
  expect(app.get(LiveTopics).find('feed')?.everyMs).toBe(10_000);
  streams.forEach((stream) => stream.leave());
  asked.mockRestore();
  signals.mockRestore();
});
