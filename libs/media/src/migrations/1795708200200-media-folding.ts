import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps what pictures say as the program folds it, by which administrators find them. */
export class MediaFolding1795708200200 implements MigrationInterface {
  name = 'MediaFolding1795708200200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table media
        add column name_folded text,
        add column alt_text_folded text
    `);
    // As near as SQL comes to it, for what is not folded yet.
    await runner.query(`
      create function media_words(
        name text,
        name_folded text,
        alt_text text,
        alt_text_folded text
      ) returns text
      language sql immutable parallel safe
      return coalesce(name_folded, lower(normalize(name, nfkc)))
        || ' '
        || case
          when alt_text is null then ''
          else coalesce(alt_text_folded, lower(normalize(alt_text, nfkc)))
        end
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function media_words(text, text, text, text)`);
    await runner.query(`
      alter table media
        drop column name_folded,
        drop column alt_text_folded
    `);
  }
}
