import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds pictures by what they say, folded. */
export class MediaFoldingIndex1795708200210 implements MigrationInterface {
  name = 'MediaFoldingIndex1795708200210';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index concurrently if not exists ix_media_words on media using gin (
        text_keys(0, '', media_words(name, name_folded, alt_text, alt_text_folded))
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index concurrently if exists ix_media_words`);
  }
}
