import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Feeds find the posts of a person with their ids in the index, so that no post is looked up before it is on the page. */
export class PostFeedIds1795794000500 implements MigrationInterface {
  readonly name = 'PostFeedIds1795794000500';
  readonly transaction = false;

  up(runner: QueryRunner): Promise<void> {
    return replace(runner, 'visibility, id');
  }

  down(runner: QueryRunner): Promise<void> {
    return replace(runner, 'visibility');
  }
}

/** A whole index is there at every moment, also when this is interrupted and begun again. */
async function replace(runner: QueryRunner, included: string): Promise<void> {
  await runner.query(`drop index concurrently if exists ix_post_author_feed_next`);
  await runner.query(`
    create index concurrently ix_post_author_feed_next
    on post (author_id, position desc) include (${included})
    where status = 'published' and is_active
  `);
  await runner.query(`drop index concurrently if exists ix_post_author_feed_former`);
  await runner.query(
    `alter index if exists ix_post_author_feed rename to ix_post_author_feed_former`,
  );
  await runner.query(`alter index ix_post_author_feed_next rename to ix_post_author_feed`);
  await runner.query(`drop index concurrently if exists ix_post_author_feed_former`);
}
