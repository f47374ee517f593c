import { CommentModule } from '#libs/comment';
import { FeedModule } from '#libs/feed';
import { AccessTokens } from '#libs/http';
import { StoryModule } from '#libs/story';
import { type TestHttp, testHttp } from '#libs/testing';
import { follows } from '#libs/testing/graph';
import { givesRole, people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { shares } from '#libs/testing/stories';

/** Things of each kind that a list holds: more than fifty pages of a hundred. */
export const LENGTH = 6_000;

/** What comes at once. As much as a page holds, so that no page has more of it than others. */
const AT_A_TIME = 100;

const CAST = ['mina', 'painter', 'talker', 'reader', 'fan', 'admin'] as const;
/** Somebody with a part in the lists. */
export type Resident = (typeof CAST)[number];

/**
 * A place where every list is long.
 *
 * - `mina` publishes, and everybody follows her; each of her posts has the tag `long` and says "seoul".
 * - `painter` has posts with a picture each, which quote the first post of mina; everybody reposts that.
 * - `talker` comments on the first post of mina, everybody answers the first comment.
 * - everybody has a story, and has seen that of mina.
 * - `reader` likes, bookmarks and reposts everything, and follows mina alone; `fan` follows everybody.
 */
export class LongTown {
  /** The first post of mina. */
  private post = '';
  /** The first comment under it. */
  private comment = '';
  /** The story of mina. */
  private story = '';
  private tag = '';

  private constructor(
    readonly app: TestHttp,
    readonly cast: Readonly<Record<Resident, Person>>,
  ) {}

  static async open(): Promise<LongTown> {
    const app = await testHttp({ modules: [FeedModule, CommentModule, StoryModule] });
    const town = new LongTown(app, await people(app, ...CAST));
    await town.found();
    for (let made = 0; made < LENGTH; made += AT_A_TIME) {
      await town.grow(AT_A_TIME);
    }
    // Half of the posts are trending; the other half follows.
    await app.sql(`
      insert into post_trend (post_id, score)
      select id, id % 11 + 1 from post where visibility = 'public' and id % 2 = 0
    `);
    // And half of the people are popular.
    await app.sql(`
      insert into person_trend (person_id, score)
      select id, id % 11 + 1 from user_account where id % 2 = 0
    `);
    await app.sql(`update tag_counter set post_count = $1 where tag_id = $2`, [LENGTH, town.tag]);
    await app.sql('analyze');
    return town;
  }

  /** A text with ids in the place of the names in braces. */
  fill(text: string): string {
    const ids = new Map(CAST.map((name) => [`{${name}}`, String(this.cast[name].id)]));
    ids.set('{post}', this.post).set('{comment}', this.comment).set('{story}', this.story);
    return text.replace(/\{\w+\}/g, (name) => ids.get(name) ?? name);
  }

  /** A new token of somebody, however long the town has been there. */
  tokenOf(name: Resident): { token: string } {
    const { userId, sessionId } = this.cast[name].viewer;
    return this.app.get(AccessTokens).sign({ userId, sessionId });
  }

  private async found(): Promise<void> {
    const { app } = this;
    const { mina, reader, fan, admin } = this.cast;
    await follows(app, reader, mina);
    await follows(app, fan, mina);
    await givesRole(app, admin, 'admin');
    const post = { body: 'seoul', tags: ['long'] };
    this.post = await publishes(app, mina, post);
    const [tag] = await app.sql<{ id: string }>(`select id from tag`);
    this.tag = tag!.id;
    const url = `/v1/posts/${this.post}/comments`;
    const { body } = await app.request({ method: 'POST', url, as: mina, body: { body: 'First' } });
    this.comment = body.id;
    this.story = await shares(app, mina);
    await app.settle();
  }

  /** So many more of everything, in one statement. Counts are anything from 0 to 6. */
  async grow(amount: number): Promise<void> {
    const { mina, painter, talker, reader, fan } = this.cast;
    const people = [mina, painter, talker, reader, fan].map(({ id }) => id);
    await this.app.sql(GROWTH, [amount, ...people, this.post, this.comment, this.tag, this.story]);
  }
}

/**
 * `$1` how many; `$2` mina, `$3` painter, `$4` talker, `$5` reader, `$6` fan; `$7` the post, `$8` the comment,
 * `$9` the tag, `$10` the story.
 */
const GROWTH = `
  with unit as materialized (
    select
      n,
      next_id() as person,
      next_id() as post,
      next_id() as album,
      next_id() as picture,
      next_id() as comment,
      next_id() as reply,
      next_id() as tag,
      next_id() as story,
      floor(random() * 7)::integer as count
    from generate_series(1, $1::integer) n
  ),
  account as (
    insert into user_account (id, email, email_folded, full_name, full_name_folded, password_hash)
    select person, person, person, 'Town', 'town', 'none' from unit
  ),
  profiles as (
    insert into profile (user_id, nickname, nickname_folded)
    select person, 'town' || person, 'town' || person from unit
  ),
  person_counters as (insert into user_counter (user_id) select person from unit),
  posts as (
    insert into post (
      id, author_id, slug, title, body, status, visibility, position, published_at, quoted_id
    )
    select
      post, $2::bigint, post, 'Long', 'seoul', 'published', 'public', next_id(), now(), null::bigint
    from unit
    union all
    select
      album, $3::bigint, album, 'Album', 'album', 'published', 'private', next_id(), now(), $7::bigint
    from unit
  ),
  post_counters as (
    insert into post_counter (post_id, like_count, view_count)
    select post, count, 6 - count from unit
    union all
    select album, 0, 0 from unit
  ),
  post_texts as (
    insert into post_text (post_id, title, body) select post, 'long', 'seoul' from unit
  ),
  post_tags as (
    insert into post_tag (post_id, tag_id, ordinal) select post, $9::bigint, 0 from unit
  ),
  pictures as (
    insert into media (
      id, owner_id, name, mime_type, width, height, bytes, status, storage_key, attachment_type,
      attachment_id
    )
    select
      picture, $3::bigint, 'dot.png', 'image/png', 1, 1, 67, 'ready',
      'private/' || md5(picture::text), 'post', album
    from unit
  ),
  albums as (
    insert into post_image (post_id, media_id, ordinal) select album, picture, 0 from unit
  ),
  comments as (
    insert into comment (id, post_id, parent_id, root_id, depth, author_id, body)
    select comment, $7::bigint, null, null, 0, $4::bigint, 'seoul' from unit
    union all
    select reply, $7::bigint, $8::bigint, $8::bigint, 1, person, 'answer' from unit
  ),
  comment_counters as (
    insert into comment_counter (comment_id, list_id, like_count)
    select comment, $7::bigint, count from unit
    union all
    select reply, $8::bigint, count from unit
  ),
  comment_texts as (insert into comment_text (comment_id, body) select comment, 'seoul' from unit),
  follows as (
    insert into follow (follower_id, followee_id)
    select person, $2::bigint from unit
    union all
    select $6::bigint, person from unit
  ),
  post_likes as (
    insert into post_like (post_id, user_id)
    select $7::bigint, person from unit
    union all
    select post, $5::bigint from unit
  ),
  comment_likes as (
    insert into comment_like (comment_id, user_id)
    select $8::bigint, person from unit
    union all
    select comment, $5::bigint from unit
  ),
  reposts as (
    insert into post_repost (post_id, user_id)
    select $7::bigint, person from unit
    union all
    select post, $5::bigint from unit
  ),
  bookmarks as (insert into bookmark (post_id, user_id) select post, $5::bigint from unit),
  stories as (
    insert into story (id, author_id, media_id, audience, expires_at)
    select story, person, picture, 'followers', now() + interval '24 hours' from unit
  ),
  story_views as (
    insert into story_view (story_id, user_id) select $10::bigint, person from unit
  ),
  tags as (
    insert into tag (id, name, name_folded) select tag, md5(tag::text), md5(tag::text) from unit
  ),
  tag_counters as (
    insert into tag_counter (tag_id, post_count, name_folded)
    select tag, count + 1, md5(tag::text) from unit
  ),
  revisions as (
    insert into post_revision (post_id, title, body, tags)
    select $7::bigint, 'Version ' || post, 'seoul', '{}' from unit
  )
  insert into audit_log (actor_id, action, target_type, target_id, reason, changes)
  select $2::bigint, 'post.edited', 'post', post, 'Because', '{}' from unit
`;
