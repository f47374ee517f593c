import { archiveAt, type ArchiveContent, type TestHttp } from '#libs/testing';
import { people, type Person } from '#libs/testing/people';
import { everything, lives } from './full-life.js';

let app: TestHttp;

beforeAll(async () => {
  app = await everything();
});
afterAll(() => app.close());

const ask = (as: Person) => app.request({ method: 'POST', url: '/v1/me/exports', as });
const read = (as: Person, id: string) =>
  app.request({ method: 'GET', url: `/v1/me/exports/${id}`, as });
const change = (sql: string) => app.sql(`with x as (${sql} returning 1) select from x`);

it('an archive holds as many rows of each kind as the database, and every picture', async () => {
  const { zoe, bob, carol } = await people(app, 'zoe', 'bob', 'carol');
  await lives(app, zoe, { bob, carol });
  await change(`delete from data_export`);
  const { id } = (await ask(zoe)).body;
  await app.settle();
  const files = await archiveAt(app, (await read(zoe, id)).body.url);
  const counts = Object.fromEntries(
    Object.entries(files)
      .filter(([, rows]) => Array.isArray(rows))
      .map(([name, rows]) => [name.replace('.json', ''), rows.length]),
  );
  const [truth] = await app.sql(
    `select
      (select count(*)::int from post where author_id = $1) as posts,
      (select count(*)::int from post_revision r join post p on p.id = r.post_id
        where p.author_id = $1) as "post-history",
      (select count(*)::int from comment where author_id = $1) as comments,
      (select count(*)::int from post_like where user_id = $1) as "reactions/post-likes",
      (select count(*)::int from comment_like where user_id = $1) as "reactions/comment-likes",
      (select count(*)::int from post_repost where user_id = $1) as "reactions/reposts",
      (select count(*)::int from bookmark where user_id = $1) as bookmarks,
      (select count(*)::int from follow where follower_id = $1) as "graph/following",
      (select count(*)::int from follow where followee_id = $1) as "graph/followers",
      (select count(*)::int from follow_request where follower_id = $1)
        as "graph/follow-requests-sent",
      (select count(*)::int from follow_request where followee_id = $1)
        as "graph/follow-requests-received",
      (select count(*)::int from block where blocker_id = $1) as "graph/blocks",
      (select count(*)::int from mute where muter_id = $1) as "graph/mutes",
      (select count(*)::int from room_member where user_id = $1) as "chat/rooms",
      (select count(*)::int from message g join room_member m on m.room_id = g.room_id
        where m.user_id = $1) as "chat/messages",
      (select count(*)::int from story where author_id = $1) as "stories/shared",
      (select count(*)::int from story_view where user_id = $1) as "stories/seen",
      (select count(*)::int from session where user_id = $1) as sessions,
      (select count(*)::int from notification where user_id = $1)
        as "notifications/notifications",
      (select count(*)::int from post_mute where user_id = $1) as "notifications/muted-posts",
      (select count(*)::int from push_subscription where user_id = $1) as "push-subscriptions",
      (select count(*)::int from people_list where owner_id = $1) as "lists/lists",
      (select count(*)::int from people_list_member where owner_id = $1) as "lists/members",
      (select count(*)::int from recent_search where person_id = $1) as "recent-searches",
      (select count(*)::int from dismissal where person_id = $1) as dismissals,
      (select count(*)::int from mention where author_id = $1) as mentions,
      (select count(*)::int from poll_vote where user_id = $1) as votes,
      (select count(*)::int from media where owner_id = $1) as media`,
    [zoe.id],
  );
  expect(counts).toEqual(truth);
  expect(Object.values(counts).every((count) => count > 0)).toBe(true);
  const pictures = Object.entries(files).filter(([name]) => name.startsWith('media/'));
  expect(pictures).toHaveLength(5);
  expect(pictures.every(([, size]) => size > 100)).toBe(true);
  const [posts] = await app.sql(
    `select sum(like_count)::int as likes, sum(comment_count)::int as comments
    from post_counter join post on id = post_id
    where author_id = $1`,
    [zoe.id],
  );
  const sum = (column: string) =>
    files['posts.json'].reduce(
      (total: number, post: ArchiveContent) => total + Number(post[column]),
      0,
    );
  expect({ likes: sum('likeCount'), comments: sum('commentCount') }).toEqual(posts);
  // Who blocks or mutes the person stays their secret.
  expect(JSON.stringify(files)).not.toContain('frank');
});
