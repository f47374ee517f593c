import { ChatModule } from '#libs/chat';
import { CommentModule } from '#libs/comment';
import { FeedModule } from '#libs/feed';
import { MediaModule } from '#libs/media';
import { NotificationModule } from '#libs/notification';
import { PeopleListModule } from '#libs/people-list';
import { PostModule } from '#libs/post';
import { ReactionModule } from '#libs/reaction';
import { SeedCommunityService, SeedModule, type SeedOptions, sizesOf } from '#libs/seed';
import { SocialGraphModule } from '#libs/social-graph';
import { StoryModule } from '#libs/story';
import type { TestApp } from '#libs/testing';
import { UserModule } from '#libs/user';

/** All that a seed fills. */
export const modules = [
  UserModule,
  SocialGraphModule,
  MediaModule,
  PostModule,
  CommentModule,
  ReactionModule,
  FeedModule,
  PeopleListModule,
  StoryModule,
  ChatModule,
  NotificationModule,
  SeedModule,
];
/** How much of everything the seeds of these tests hold. */
export const sizes = sizesOf('small', {
  users: 400,
  follows: 4_000,
  posts: 800,
  comments: 1_600,
  likes: 5_000,
  bookmarks: 200,
  tags: 40,
  pictures: 12,
  messages: 3_000,
});
/** How they are asked for. */
export const options: SeedOptions = {
  sizes,
  seed: 7,
  base: Date.UTC(2026, 0, 31),
  password: 'a password for everybody',
  force: false,
  progress: { begin: () => undefined, reach: () => undefined, end: () => undefined },
};

/** Seeds a database. */
export const plant = (app: TestApp, changes: Partial<SeedOptions> = {}) =>
  app.get(SeedCommunityService).plant({ ...options, ...changes });

/** How many rows of a table are so. */
export const count = async (app: TestApp, table: string, where = 'true') => {
  const rows = await app.sql<{ count: number }>(
    `select count(*)::int as count from ${table} where ${where}`,
  );
  return rows[0]!.count;
};

/** What every index and constraint is, and that each is usable. */
export const shape = (app: TestApp) =>
  app.sql(`
    select pg_get_indexdef(indexrelid) as made, indisvalid as valid
    from pg_index where indrelid::regclass::text !~ '^pg_|\\.'
    union all
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid), convalidated
    from pg_constraint where connamespace = 'public'::regnamespace
    order by 1`);
