import type { TestApp } from '#libs/testing';
import { count } from './seed-stage.js';

/** Rules by their names: among which rows, and which of them break it. */
type Rules = Readonly<Record<string, readonly [among: string, broken: string]>>;

/** Rooms are as their messages make them. */
export const ROOMS: Rules = {
  gaps: [
    `(select number, row_number() over (partition by room_id order by id) as place from message) m`,
    `number <> place`,
  ],
  lengths: [
    'room r',
    `last_number <> (select max(number) from message where room_id = r.id)
          or updated_at <> (select max(created_at) from message where room_id = r.id)
          or asked_by <> (select sender_id from message where room_id = r.id and number = 1)`,
  ],
  pairs: [
    'room r',
    `not exists (select from follow f where (f.follower_id, f.followee_id)
            in ((r.low_id, r.high_id), (r.high_id, r.low_id)))
          or (select array_agg(user_id order by user_id) from room_member where room_id = r.id)
            <> array[r.low_id, r.high_id]`,
  ],
  acceptances: [
    'room r',
    `accepted_at is distinct from (
          select min(m.created_at) from message m
          where m.room_id = r.id and (m.sender_id <> r.asked_by or exists (
            select from follow f
            where f.followee_id = r.asked_by and f.follower_id = r.low_id + r.high_id - r.asked_by)))
          or (accepted_at is null and last_number > 1)`,
  ],
  members: [
    'room_member m join room r on r.id = m.room_id',
    `m.last_position <> (select max(id) from message where room_id = r.id)
          or m.heard_number <> coalesce((select max(number) from message
            where room_id = r.id and sender_id <> m.user_id), 0)
          or m.read_number < coalesce((select max(number) from message
            where room_id = r.id and sender_id = m.user_id), 0)
          or m.read_number > r.last_number
          or m.is_request <> (r.accepted_at is null and r.asked_by <> m.user_id)
          or m.is_waiting <> (r.accepted_at is null and r.asked_by = m.user_id)
          or m.is_closed = (select is_active from user_account
            where id = r.low_id + r.high_id - m.user_id)`,
  ],
  senders: [
    'message g join room r on r.id = g.room_id join user_account a on a.id = g.sender_id',
    `g.sender_id not in (r.low_id, r.high_id) or g.created_at < a.created_at
          or (g.deleted_at is null) <> (g.body is not null)
          or (g.deleted_at is null) <> (g.content_hash is not null)`,
  ],
};

/** What the domains would let people do. */
export const DOMAINS: Rules = {
  selfFollows: ['follow', `follower_id = followee_id`],
  followsAcrossBlocks: [
    'follow f',
    `exists (select from block b where (b.blocker_id, b.blocked_id) in
          ((f.follower_id, f.followee_id), (f.followee_id, f.follower_id)))`,
  ],
  requestsBesideFollows: [
    'follow_request r',
    `exists (select from follow f
          where f.follower_id = r.follower_id and f.followee_id = r.followee_id)
          or (select is_public from profile p where p.user_id = r.followee_id)`,
  ],
  openPostsOfPrivateProfiles: [
    'post p join profile f on f.user_id = p.author_id',
    `not f.is_public and p.visibility = 'public'`,
  ],
  repliesElsewhere: [
    'comment c join comment p on p.id = c.parent_id',
    `p.post_id <> c.post_id or p.depth <> c.depth - 1 or p.id >= c.id
          or c.root_id <> coalesce(p.root_id, p.id)`,
  ],
  answersToWhatIsUnseen: [
    'comment c join post p on p.id = c.post_id',
    `p.status = 'draft' or p.visibility = 'private' or c.created_at < p.published_at
          or (p.visibility = 'followers' and c.author_id <> p.author_id and not exists (
            select from follow f
            where f.follower_id = c.author_id and f.followee_id = p.author_id))`,
  ],
  likesBeforeTheirTime: [
    `post_like l join post p on p.id = l.post_id join user_account a on a.id = l.user_id`,
    `l.created_at < p.published_at or l.created_at < a.created_at`,
  ],
  repostsOfWhatIsHidden: [
    'post_repost r join post p on p.id = r.post_id',
    `p.visibility <> 'public' or p.status = 'draft' or r.created_at < p.published_at`,
  ],
  quotesOfWhatIsHidden: [
    'post q join post p on p.id = q.quoted_id',
    `p.visibility <> 'public' or p.status = 'draft' or q.created_at < p.published_at`,
  ],
  postsBeforeTheirAuthors: [
    'post p join user_account a on a.id = p.author_id',
    `p.created_at < a.created_at`,
  ],
  idsOfAnotherTime: [
    `(select id, created_at from user_account union all select id, created_at from post
          union all select id, created_at from comment
          union all select id, created_at from room
          union all select id, created_at from message
          union all select id, created_at from people_list
          union all select position, created_at from post_like) as things`,
    `id >> 20 <> (extract(epoch from created_at) * 1000)::bigint`,
  ],
  wordsOutOfOrder: [
    `(select coalesce(p.position, p.id) as feed,
            lead(coalesce(p.position, p.id)) over (order by t.place) as next
          from post_text t join post p on p.id = t.post_id) as places`,
    `next < feed`,
  ],
  wordsThatDiffer: [
    'post p left join post_text t on t.post_id = p.id',
    `t.body is distinct from lower(normalize(p.body, nfkc))
          or t.title is distinct from lower(normalize(p.title, nfkc))`,
  ],
};

/** Stories and their pictures last a day, and are seen by those who may. */
export const STORIES: Rules = {
  pictures: [
    'story s left join media m on m.id = s.media_id',
    `m.attachment_type is distinct from 'story' or m.attachment_id <> s.id or m.is_public
          or m.owner_id <> s.author_id or m.shown_until <> s.expires_at`,
  ],
  days: ['story', `expires_at <> created_at + interval '24 hours'`],
  views: [
    'story_view v join story s on s.id = v.story_id',
    `v.created_at < s.created_at or not exists (
          select from follow f where f.follower_id = v.user_id and f.followee_id = s.author_id)`,
  ],
};

/** Rules that rows of a database break, with how many do. */
export async function brokenOf(
  app: TestApp,
  rules: Rules,
): Promise<[rule: string, rows: number][]> {
  const found: [string, number][] = [];
  for (const [rule, [among, broken]] of Object.entries(rules)) {
    found.push([rule, await count(app, among, broken)]);
  }
  return found.filter(([, rows]) => rows > 0);
}
