import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds pictures by their name and alternative text, for administrators. */
export class MediaSearch1763690000220 implements MigrationInterface {
  name = 'MediaSearch1763690000220';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function media_text(name text, alt_text text) returns text
      language sql immutable parallel safe
      return lower(normalize(name || ' ' || coalesce(alt_text, ''), nfkc))
    `);
    await runner.query(`
      create index ix_media_text on media using gin (text_keys(0, '', media_text(name, alt_text)))
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index ix_media_text`);
    await runner.query(`drop function media_text(text, text)`);
  }
}
