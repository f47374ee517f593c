import { setTimeout } from 'node:timers/promises';
import { textIn } from '../answers.js';
import type { Running } from '../programs.js';
import { digits, judge, report } from '../results.js';
import { type Run, say } from '../run.js';
import { takeAsComputed } from '../steady.js';
import {
  type BenchStream,
  come,
  type Member,
  type NumberedFrame,
  openStreams,
  paced,
  quantile,
} from '../streams.js';

/** Events a second while streams are measured. */
const RATE = 50;
/** Streams of the two processes between which messages are measured. */
const CROWD = 1_000;
/** Streams that one person may have. */
const MOST_OF_A_PERSON = 10;
/** Pairs of people who write to each other. */
const PAIRS = 50;
const LIKES = 200;
const LIKES_PER_SECOND = 10;
/** People who like one post, if there are so many. */
const FAN_IN = 100_000;
/** Seconds in which a process comes to rest. */
const REST = 5;

/** Streams of one process and of two: memory, processor time, how late frames are, and what a viral post costs. */
export async function measureStreams(run: Run): Promise<void> {
  await takeAsComputed(run.stage.db);
  const members = await membersOf(run);
  const pairs = await pairsOf(run, members);
  await measureOneProcess(run, members, pairs);
  await measureMessages(run, members, pairs);
  await measureLikes(run);
  await measureFanIn(run);
}

/** Two people with an open room. */
interface Pair {
  readonly sender: Member;
  readonly reader: Member;
  readonly roomId: string;
}

async function membersOf({ stage, subjects, options }: Run): Promise<Member[]> {
  const ids = subjects.actors.slice(0, Math.max(CROWD, options.streams));
  const tokens = await stage.tokens(ids);
  return ids.map((id, index) => ({ id, token: tokens[index] ?? '' }));
}

/** `undefined` when the answer has no body. */
async function ask(
  { url }: Running,
  { token }: Member,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const answer = await fetch(`${url}/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${method} ${path}: ${String(answer.status)} ${text}`);
  }
  return text === '' ? undefined : JSON.parse(text);
}

async function pairsOf({ api }: Run, members: readonly Member[]): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let at = 0; pairs.length < PAIRS && at + 1 < members.length; at += 2) {
    const [sender, reader] = members.slice(at, at + 2);
    if (sender === undefined || reader === undefined) {
      break;
    }
    // Whom one follows needs no acceptance; a private person would have to be asked first.
    const state = await ask(api, reader, 'PUT', `/users/${sender.id}/follow`);
    if (typeof state !== 'object' || state === null || Reflect.get(state, 'following') !== true) {
      continue;
    }
    const room = await ask(api, sender, 'PUT', `/users/${reader.id}/room`);
    pairs.push({ sender, reader, roomId: textIn(room, 'id') });
  }
  return pairs;
}

/** So many people, each as often as a person may have streams. */
function crowd(members: readonly Member[], streams: number): { readonly member: Member }[] {
  const most = Math.min(streams, members.length * MOST_OF_A_PERSON);
  return Array.from({ length: most }, (_, i) => members[i % members.length] ?? []).flatMap(
    (member) => (Array.isArray(member) ? [] : { member }),
  );
}

/** How often each frame has come to each stream. */
class Frames {
  /** When the message of an id came first to a person. */
  readonly at = new Map<string, number>();
  count = 0;
  doubled = 0;
  private readonly seen = new WeakMap<BenchStream, Set<string>>();

  readonly take = (stream: BenchStream, { event, id, data }: NumberedFrame): void => {
    if (event !== 'message') {
      return;
    }
    const seen = this.seen.get(stream) ?? new Set();
    this.seen.set(stream, seen);
    this.doubled += seen.has(id) ? 1 : 0;
    seen.add(id);
    this.count += 1;
    const key = `${textIn(JSON.parse(data), 'id')} ${stream.member.id}`;
    this.at.set(key, this.at.get(key) ?? performance.now());
  };
}

/** Sends messages, and waits until each stream has each that concerns it. @returns how late each was */
async function talk(
  servers: readonly Running[],
  pairs: readonly Pair[],
  streams: readonly BenchStream[],
  frames: Frames,
  seconds: number,
): Promise<number[]> {
  const answered = new Map<string, number>();
  const expected = { count: frames.count };
  const streamsOf = (id: string) => streams.filter(({ member }) => member.id === id).length;
  const concerned = new Map(
    pairs.map(({ sender, reader }) => [sender.id, streamsOf(sender.id) + streamsOf(reader.id)]),
  );
  await paced(RATE * seconds, RATE, async (number) => {
    const pair = pairs[number % pairs.length];
    const server = servers[number % servers.length];
    if (pair === undefined || server === undefined) {
      return;
    }
    const { sender, reader, roomId } = pair;
    const clientId = `bench-${String(Date.now())}-${String(number)}`;
    const message = await ask(server, sender, 'POST', `/rooms/${roomId}/messages`, {
      clientId,
      body: `Message ${String(number)}`,
    });
    answered.set(`${textIn(message, 'id')} ${reader.id}`, performance.now());
    expected.count += concerned.get(sender.id) ?? 0;
  });
  await come('all frames of messages', () => frames.count >= expected.count);
  // What comes twice may come late.
  await setTimeout(1_000);
  frames.doubled += frames.count - expected.count;
  return [...answered].map(([key, at]) => Math.max(0, (frames.at.get(key) ?? NaN) - at));
}

async function measureOneProcess(
  { stage, api, options, results }: Run,
  members: readonly Member[],
  pairs: readonly Pair[],
): Promise<void> {
  const server = await stage.api('api-streams');
  const frames = new Frames();
  await setTimeout(REST * 1_000);
  const before = server.rss();
  const { streams } = await openStreams(server, crowd(members, options.streams), frames.take);
  const count = streams.length;
  await setTimeout(REST * 1_000);
  const grown = server.rss() - before;
  const share = async (act: () => Promise<unknown>): Promise<number> => {
    const [cpu, begun] = [server.cpu(), performance.now()];
    await act();
    return (server.cpu() - cpu) / (performance.now() - begun);
  };
  const seconds = Math.max(20, options.seconds * 4);
  const idle = await share(() => setTimeout(seconds * 1_000));
  const busy = await share(() => talk([api], pairs, streams, frames, seconds));
  const reopening = streams.map(({ member, lastId }) => ({ member, lastId }));
  streams.forEach((stream) => stream.leave());
  const begun = performance.now();
  const again = await openStreams(server, reopening, frames.take);
  const reconnected = (performance.now() - begun) / 1_000;
  again.streams.forEach((stream) => stream.leave());
  await server.stop();
  const many = count.toLocaleString('en');
  judge(results, `memory above rest of ${many} streams in one process, MB`, grown, {
    atMost: 0.05 * count,
  });
  judge(results, `processor time of ${many} idle streams, part of a core`, idle, { atMost: 0.05 });
  report(results, `processor time of ${many} streams at ${RATE} messages/s, part of a core`, busy);
  judge(results, 'frames too many or doubled', frames.doubled, { atMost: 0 });
  judge(results, `${many} streams opened again, s`, reconnected, { atMost: 15 });
  judge(results, 'streams that were refused on the way', again.refused, { atMost: 0 });
  say(
    `${many} streams: ${digits(grown)} MB, idle ${digits(idle)}, busy ${digits(busy)} of a core, opened again in ${digits(reconnected)} s`,
  );
}

async function measureMessages(
  { stage, api, options, results }: Run,
  members: readonly Member[],
  pairs: readonly Pair[],
): Promise<void> {
  const second = await stage.api('api-streams');
  const frames = new Frames();
  const wanted = crowd(members, CROWD);
  const halves = await Promise.all([
    openStreams(
      api,
      wanted.filter((_, i) => i % 4 < 2),
      frames.take,
    ),
    openStreams(
      second,
      wanted.filter((_, i) => i % 4 >= 2),
      frames.take,
    ),
  ]);
  const streams = halves.flatMap((half) => half.streams);
  const late = await talk(
    [api, second],
    pairs,
    streams,
    frames,
    Math.max(20, options.seconds * options.repeats),
  );
  streams.forEach((stream) => stream.leave());
  await second.stop();
  const what = `message answered → frame, ${streams.length.toLocaleString('en')} streams, 2 processes, ${RATE}/s`;
  judge(results, `${what}: p50, ms`, quantile(late, 0.5), { atMost: 30 });
  judge(results, `${what}: p99, ms`, quantile(late, 0.99), { atMost: 150 });
  judge(results, `${what}: doubled`, frames.doubled, { atMost: 0 });
  say(`${what}: p50 ${digits(quantile(late, 0.5))} ms, p99 ${digits(quantile(late, 0.99))} ms`);
}

/** From the answer to a like until its author's stream tells of it. */
async function measureLikes({ stage, api, results, subjects }: Run): Promise<void> {
  const { db } = stage;
  const likes = await db.rows<{ post_id: string; author_id: string; liker_id: string }>(
    `
    select p.id as post_id, p.author_id, liker.id as liker_id
    from unnest($1::bigint[]) with ordinality as wanted (id, place)
    join post p on p.id = wanted.id
    cross join lateral (
      select a.id
      from unnest($2::bigint[]) with ordinality as a (id, place)
      where a.id <> p.author_id
        and not exists (select from post_like l where l.post_id = p.id and l.user_id = a.id)
        and not exists (select from mute m where m.muter_id = p.author_id and m.muted_id = a.id)
        and not exists (
          select from block b
          where b.blocker_id in (a.id, p.author_id) and b.blocked_id in (a.id, p.author_id)
        )
      order by (a.place + wanted.place * 7) % cardinality($2::bigint[])
      limit 1
    ) liker
    order by wanted.place
    limit $3`,
    [subjects.posts, subjects.actors, LIKES],
  );
  const people = [
    ...new Set(likes.flatMap(({ author_id, liker_id }) => [author_id, liker_id])),
  ].sort();
  const tokens = await stage.tokens(people);
  const members = new Map(
    people.map((id, index) => [id, { id, token: tokens[index] ?? '' }] as const),
  );
  const member = (id: string): Member => members.get(id) ?? { id, token: '' };
  const told = new Map<string, number>();
  const authors = [...new Set(likes.map(({ author_id }) => author_id))];
  const { streams } = await openStreams(
    api,
    authors.map((id) => ({ member: member(id) })),
    (_, { event, data }) => {
      if (event === 'notification') {
        const body: unknown = JSON.parse(data);
        const post: unknown =
          typeof body === 'object' && body !== null ? Reflect.get(body, 'post') : null;
        if (typeof post === 'object' && post !== null) {
          const id = textIn(post, 'id');
          told.set(id, told.get(id) ?? performance.now());
        }
      }
    },
  );
  const answered = new Map<string, number>();
  await paced(likes.length, LIKES_PER_SECOND, async (number) => {
    const like = likes[number];
    if (like !== undefined) {
      await ask(api, member(like.liker_id), 'PUT', `/posts/${like.post_id}/like`);
      answered.set(like.post_id, performance.now());
    }
  });
  await come('all frames of likes', () => told.size >= answered.size);
  streams.forEach((stream) => stream.leave());
  const late = [...answered].map(([post, at]) => Math.max(0, (told.get(post) ?? NaN) - at));
  report(results, 'like answered → notification frame: p50, ms', quantile(late, 0.5));
  judge(results, 'like answered → notification frame: p99, ms', quantile(late, 0.99), {
    atMost: 1_500,
  });
  say(
    `${late.length} likes told: p50 ${digits(quantile(late, 0.5))} ms, p99 ${digits(quantile(late, 0.99))} ms`,
  );
}

/** Everybody likes one post. The acts are written at once, as the handlers of the API leave them. */
async function measureFanIn({ stage, api, results, subjects }: Run): Promise<void> {
  const { db } = stage;
  const post = subjects.posts[7] ?? '';
  const author = await db.value('select author_id from post where id = $1', [post]);
  const [token = ''] = await stage.tokens([author]);
  await db.rows('delete from notification where user_id = $1', [author]);
  const begun = performance.now();
  const [{ count } = { count: 0 }] = await db.rows<{ count: number }>(
    `
    with added as (
      insert into post_like (post_id, user_id)
      select $1, a.id
      from user_account a
      where a.is_active and a.id <> $2
      order by a.id
      limit $3
      on conflict do nothing
      returning user_id
    ), counted as (
      update post_counter
      set like_count = like_count + (select count(*) from added)
      where post_id = $1
    ), left_to_tell as (
      insert into notification_intake (kind, actor_id, post_id)
      select 'post-like', user_id, $1
      from added
    )
    select count(*)::int as count from added`,
    [post, author, FAN_IN],
  );
  await come(
    'the end of the intake',
    async () => (await db.value('select count(*) from notification_intake')) === '0',
  );
  const drained = (performance.now() - begun) / 1_000;
  const rows = Number(
    await db.value('select count(*) from notification where user_id = $1 and post_id = $2', [
      author,
      post,
    ]),
  );
  await db.rows('analyze post_like');
  const list = async (): Promise<void> => {
    await ask(api, { id: author, token }, 'GET', '/me/notifications');
  };
  await list();
  const times = 10;
  const work = await db.workOf(async () => {
    for (let time = 0; time < times; time += 1) {
      await list();
    }
  }, times);
  const what = `${count.toLocaleString('en')} likes of one post`;
  judge(results, `${what}: notifications`, rows, { atMost: 1 });
  judge(results, `${what}: written and told, s`, drained, { atMost: 60 });
  judge(results, `${what}: list of notifications, ms in the database`, work.time / times, {
    atMost: 15,
  });
  say(
    `${what}: ${rows} row, ${digits(drained)} s, list ${digits(work.time / times)} ms in the database`,
  );
}
