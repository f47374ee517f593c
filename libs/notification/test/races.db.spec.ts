import type { CommentId } from '#libs/comment';
import { UnitOfWork } from '#libs/database';
import type { PostId } from '#libs/post';
import { isAwaited } from '#libs/testing';
import { crowd, people, type Person } from '#libs/testing/people';
import { likes, publishes } from '#libs/testing/posts';
import { NotificationStateRepository } from '../src/notification/notification-state.repository.js';
import { type NotificationStage, notificationStage } from './stage.js';

const SECRET = { JWT_SECRET: 'a secret of the tests, longer than thirty-two bytes' };

let app: NotificationStage;
/** Another process on the same database. */
let second: NotificationStage;

beforeAll(async () => {
  app = await notificationStage({ env: SECRET });
  second = await notificationStage({ env: SECRET, beside: app });
});
afterAll(async () => {
  await second.close();
  await app.close();
});

const gatherTwice = () => Promise.all([app.gather(), second.gather()]);

/** Numbers that look random, the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

/**
 * Acts that are there, by a count that knows nothing of groups, each with how many notifications hold it. The kinds stand
 * as the product tells them.
 */
const RECOUNT = `
  with act (user_id, kind, place, position, actor_id) as (
    select p.author_id, 'post-like', p.id, l.position, l.user_id
    from post_like l join post p on p.id = l.post_id
    union all
    select c.author_id, 'comment-like', c.id, l.position, l.user_id
    from comment_like l join comment c on c.id = l.comment_id
    where c.deleted_at is null
    union all
    select parent.author_id, 'reply', c.post_id, c.id, c.author_id
    from comment c join comment parent on parent.id = c.parent_id
    where c.deleted_at is null
    union all
    select p.author_id, 'comment', p.id, c.id, c.author_id
    from comment c
    join post p on p.id = c.post_id
    left join comment parent on parent.id = c.parent_id
    where c.deleted_at is null and parent.author_id is distinct from p.author_id
    union all
    select followee_id, 'follow', 0, position, follower_id from follow
  )
  select
    act.user_id as "userId", act.kind, act.place, act.actor_id as "actorId",
    array(
      select n.id::text
      from notification n
      where n.user_id = act.user_id and n.kind = act.kind
        and coalesce(n.comment_id, n.post_id, 0) = act.place
        and n.from_position <= act.position and act.position < n.to_position
    ) as holders
  from act
  where act.user_id <> act.actor_id`;

interface Recounted {
  readonly userId: string;
  readonly kind: string;
  readonly place: string;
  readonly actorId: string;
  readonly holders: string[];
}

it('holds every act once, as a naive recount finds, after 5,000 random acts of parallel writers', async () => {
  const everybody = await crowd(app, 10);
  const posts = await Promise.all(everybody.map((one) => publishes(app, one)));
  const comments: CommentId[] = [];
  const roll = dice(7);
  const any = <T>(list: readonly T[]): T => list[roll(list.length)]!;
  const comment = async (who: Person) => {
    const parent = comments.length > 0 && roll(2) === 0 ? any(comments) : undefined;
    const [row] = parent
      ? await app.sql<{ postId: PostId }>(`select post_id as "postId" from comment where id = $1`, [
          parent,
        ])
      : [];
    const path = `/v1/posts/${row?.postId ?? any(posts)}/comments`;
    const body = { body: 'so', ...(parent !== undefined && { parentId: parent }) };
    const answer = await app.request({ method: 'POST', url: path, as: who, body });
    if (answer.status === 201) {
      comments.push(answer.body.id);
    }
  };
  const request = (method: 'PUT' | 'DELETE', path: string, as: Person, body?: object) =>
    app.request({ method, url: `/v1${path}`, as, body });
  const way = () => (roll(3) === 0 ? 'DELETE' : 'PUT');
  const acts: ((who: Person) => Promise<unknown>)[] = [
    (who) => request(way(), `/posts/${any(posts)}/like`, who),
    (who) => request(way(), `/posts/${any(posts)}/like`, who),
    (who) => request(way(), `/comments/${comments.length > 0 ? any(comments) : '1'}/like`, who),
    (who) => request(way(), `/users/${any(everybody).id}/follow`, who),
    comment,
    (who) => request('DELETE', `/comments/${comments.length > 0 ? any(comments) : '1'}`, who),
    async (who) => {
      const [newest] = await app.list(who, '&unseen=true');
      return newest && request('PUT', '/me/notifications/seen', who, { upTo: newest.id });
    },
  ];
  let left = 5_000;
  const statuses = new Set<number>();
  const writer = async () => {
    while (left > 0) {
      left -= 1;
      const answer = await any(acts)(any(everybody));
      statuses.add(Number(Object(answer).status ?? 200));
    }
  };
  const gatherer = async () => {
    while (left > 0) {
      await gatherTwice();
    }
  };
  await Promise.all([...Array.from({ length: 6 }, writer), gatherer()]);
  await gatherTwice();
  expect(Math.max(...statuses)).toBeLessThan(500);

  const recounted = await app.sql<Recounted>(RECOUNT);
  expect(recounted.length).toBeGreaterThan(200);
  expect(recounted.filter(({ holders }) => holders.length !== 1)).toEqual([]);
  for (const one of everybody) {
    const told = await app.list(one);
    const mine = recounted.filter(({ userId }) => userId === one.id);
    const actorsOf = new Map<string, Set<string>>();
    for (const { holders, actorId } of mine) {
      actorsOf.set(holders[0]!, (actorsOf.get(holders[0]!) ?? new Set()).add(actorId));
    }
    expect(told.map(({ id, actorCount }) => [id, actorCount])).toEqual(
      [...actorsOf].map(([id, actors]) => [id, actors.size]).sort(newestFirst),
    );
    expect(await app.unread(one)).toBe(told.filter(({ isSeen }) => !isSeen).length);
    const open = told.filter(({ isSeen, kind }) => !isSeen && !['comment', 'reply'].includes(kind));
    const places = open.map(({ kind, post, comment: liked }) => `${kind} ${post?.id} ${liked?.id}`);
    expect(new Set(places).size).toBe(places.length);
  }
});

function newestFirst([a]: (string | number)[], [b]: (string | number)[]): number {
  return BigInt(a!) < BigInt(b!) ? 1 : -1;
}

it('lets two processes take what has come in without losing or doubling any of it', async () => {
  const { mina, nora } = await people(app, 'mina', 'nora');
  const likers = await crowd(app, 40);
  const posts = [await publishes(app, mina), await publishes(app, nora)];
  for (const post of posts) {
    await Promise.all(likers.map((one) => likes(app, one, post)));
  }
  await Promise.all(Array.from({ length: 4 }, gatherTwice));
  for (const author of [mina, nora]) {
    const told = await app.list(author);
    expect(told.map(({ kind, actorCount }) => [kind, actorCount])).toEqual([['post-like', 40]]);
  }
  expect(await app.sql(`select from notification_intake`)).toEqual([]);
});

it('never takes what came after the answer for seen', async () => {
  const { mina } = await people(app, 'mina');
  const likers = await crowd(app, 30);
  const post = await publishes(app, mina);
  const like = (who: Person) => likes(app, who, post);
  for (let round = 0; round + 2 < likers.length; round += 3) {
    const [first, during, after] = likers.slice(round, round + 3);
    await like(first!);
    await app.gather();
    const [{ id } = { id: '' }] = await app.list(mina);
    await Promise.all([app.sees(mina, id), like(during!).then(gatherTwice)]);
    await like(after!);
    await gatherTwice();
    const told = await app.list(mina);
    const unseen = told.filter(({ isSeen }) => !isSeen);
    expect(unseen).toHaveLength(1);
    expect(await app.actors(mina, unseen[0]!.id)).toContain(after!.id);
    const holders = await Promise.all(told.map((one) => app.actors(mina, one.id)));
    expect(holders.flat().filter((actor) => actor === during!.id)).toHaveLength(1);
    await app.seeAll(mina);
  }
});

it('comes wholly before or wholly after what is seen at the same time', async () => {
  const { mina, alice } = await people(app, 'mina', 'alice');
  const post = await publishes(app, mina);
  await likes(app, alice, post);
  const hold = () => app.get(NotificationStateRepository).hold([mina.id]);
  expect(await isAwaited(app, hold, () => app.gather())).toBe(true);
  const [newest] = await app.list(mina);
  const see = () => app.sees(mina, newest!.id);
  expect(await isAwaited(app, hold, see)).toBe(true);
});

it('keeps what it took for the next turn when it fails', async () => {
  const { mina, alice } = await people(app, 'mina', 'alice');
  const post = await publishes(app, mina);
  await likes(app, alice, post);
  const failing = jest
    .spyOn(app.get(NotificationStateRepository), 'hold')
    .mockRejectedValueOnce(new Error('away'));
  await expect(app.gather()).rejects.toThrow('away');
  failing.mockRestore();
  expect(await app.list(mina)).toEqual([]);
  await app.gather();
  expect(await app.list(mina)).toHaveLength(1);
  expect(app.get(UnitOfWork).active).toBe(false);
});
