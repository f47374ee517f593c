import { createHash } from 'node:crypto';
import { type Community, invent } from '../rows/community.js';
import type { CircleStrength } from './circles.js';
import { PairSet } from './pair-set.js';
import { Random } from './random.js';
import { sizesOf } from './sizes.js';
import { type Subject, Tastes } from './tastes.js';

const sizes = sizesOf('small', { users: 2_400, posts: 1_000, messages: 100 });
const base = Date.UTC(2026, 0, 31);
const progress = { begin: () => undefined, reach: () => undefined, end: () => undefined };
const made = (circles: CircleStrength, seed = 1) =>
  invent({ sizes, seed, base, circles }, progress);

/** One text for who follows, asks, blocks, mutes, answers, likes and marks what. */
const fingerprint = ({ graph, comments, ...acts }: Community) => {
  const hash = createHash('sha256');
  const { postLikes, commentLikes, bookmarks, reposts } = acts;
  for (const { from, to, times } of [graph.follows, graph.requests, graph.blocks, graph.mutes]) {
    [from, to, times].forEach((column) => hash.update(column));
  }
  for (const { things, people } of [postLikes, commentLikes, bookmarks, reposts]) {
    [things, people].forEach((column) => hash.update(column));
  }
  return hash.update(comments.authors).digest('hex').slice(0, 16);
};

const pairsOf = ({ graph: { follows } }: Community) =>
  Array.from(follows.from, (from, edge) => [from, follows.to[edge]!] as const);
const likesOf = ({ posts, postLikes: { things, people } }: Community) =>
  Array.from(things, (post, mark) => [people[mark]!, posts.authors[post]!] as const);
/** Part of the pairs who are in one circle. */
const inside = ({ graph }: Community, pairs: readonly (readonly [number, number])[]) =>
  pairs.filter(([one, other]) => graph.circles.areTogether(one, other)).length / pairs.length;
const strangers = () => {
  const random = new Random(5);
  return Array.from(
    { length: 20_000 },
    () => [random.below(sizes.users), random.below(sizes.users)] as const,
  );
};
const histogram = (column: Uint32Array) => {
  const counts = new Uint32Array(sizes.users);
  column.forEach((person) => (counts[person]! += 1));
  return counts;
};

let strong: Community;
let weak: Community;
let none: Community;
beforeAll(async () => {
  strong = await made('strong');
  weak = await made('weak');
  none = await made('none');
});

it('makes the same of the same seed, and something else of another', async () => {
  expect(fingerprint(await made('strong'))).toBe(fingerprint(strong));
  expect(fingerprint(await made('strong', 2))).not.toBe(fingerprint(strong));
});

it('makes without circles what was made before there were any', () => {
  expect(fingerprint(none)).toBe('89a26404791a9e62');
});

it('has everybody in one to three different circles, a few of which are large', () => {
  const { circles } = strong.graph;
  const members = new Uint32Array(circles.count);
  const numbers = new Set<number>();
  for (let person = 0; person < sizes.users; person += 1) {
    const own = new Set(circles.of(person));
    expect(own.size).toBe(circles.of(person).length);
    numbers.add(own.size);
    own.forEach((circle) => (members[circle]! += 1));
  }
  expect([...numbers].sort()).toEqual([1, 2, 3]);
  expect(circles.count).toBe(20);
  members.sort();
  expect(members[19]!).toBeGreaterThan(4 * members[9]!);
});

it.each([['strong'], ['weak']] as const)('follows nobody twice, nor oneself: %s', (strength) => {
  const pairs = pairsOf(strength === 'strong' ? strong : weak);
  expect(new Set(pairs.map(([from, to]) => from * sizes.users + to)).size).toBe(sizes.follows);
  expect(pairs.filter(([from, to]) => from === to)).toEqual([]);
});

it('keeps for everybody how many are followed, and how many follow', () => {
  for (const { graph } of [strong, weak]) {
    expect(histogram(graph.follows.from)).toEqual(histogram(none.graph.follows.from));
    expect(histogram(graph.follows.to)).toEqual(histogram(none.graph.follows.to));
  }
});

it('has most follows within circles, and fewer where they are weak', () => {
  const share = inside(strong, pairsOf(strong));
  expect(share).toBeGreaterThan(0.6);
  expect(share).toBeLessThan(0.8);
  expect(inside(weak, pairsOf(weak))).toBeLessThan(share - 0.1);
  expect(inside(weak, pairsOf(weak))).toBeGreaterThan(inside(none, pairsOf(none)) + 0.1);
});

it('follows whom followees follow more than chance does', () => {
  expect(closedPart(strong)).toBeGreaterThan(1.03 * closedPart(weak));
  expect(closedPart(weak)).toBeGreaterThan(1.03 * closedPart(none));
});

it('likes most what people of own circles write, as many times as before', () => {
  expect(inside(strong, likesOf(strong))).toBeGreaterThan(0.6);
  expect(inside(weak, likesOf(weak))).toBeLessThan(inside(strong, likesOf(strong)) - 0.1);
  expect(strong.postLikes.things).toHaveLength(none.postLikes.things.length);
});

it.each([['tags'], ['skills'], ['region']] as const)('shares %s within circles', (subject) => {
  const alike = alikeIn(strong, subject);
  expect(alike.together).toBeGreaterThan(2 * alike.apart);
  expect(alikeIn(none, subject).together).toBeLessThan(0.3 * alike.together);
});

/** Part of random pairs, of people of one circle and of others, who draw the same of a thousand equal things. */
function alikeIn({ graph }: Community, subject: Subject): { together: number; apart: number } {
  const tastes = new Tastes(graph, subject, 1);
  const random = new Random(3);
  const drawn = (person: number) => tastes.of(random, person).below(1_000);
  const same = { true: 0, false: 0 };
  const all = { true: 0, false: 0 };
  for (const [one, other] of [...strangers(), ...strangers()]) {
    const key = `${graph.circles.areTogether(one, other)}` as const;
    all[key] += 1;
    same[key] += drawn(one) === drawn(other) ? 1 : 0;
  }
  return { together: same.true / all.true, apart: same.false / all.false };
}

/** Of the follows of people whom few follow, the part that goes to a followee of another followee. */
function closedPart({ graph }: Community): number {
  const { from, to } = graph.follows;
  const known = new PairSet(sizes.follows);
  const followers = Array.from({ length: sizes.users }, (): number[] => []);
  from.forEach((follower, edge) => {
    known.add(follower, to[edge]!);
    followers[to[edge]!]!.push(follower);
  });
  const few = followers.filter(({ length }) => length <= 15);
  const follows = few.flatMap((people) => people.map((one) => ({ one, people })));
  const closed = follows.filter(({ one, people }) => people.some((other) => known.has(one, other)));
  return closed.length / follows.length;
}
