import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tags in the order of their list: those of equal count by name, without sorting all of that count. */
export class TagRanks1763690000530 implements MigrationInterface {
  name = 'TagRanks1763690000530';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table tag_counter add column name_folded text collate "C"`);
    await runner.query(`
      update tag_counter k
      set name_folded = t.name_folded
      from tag t
      where t.id = k.tag_id
    `);
    await runner.query(`alter table tag_counter alter column name_folded set not null`);
    await runner.query(`drop index ix_tag_counter_popular`);
    await runner.query(`
      create index ix_tag_counter_popular on tag_counter ((- post_count), name_folded)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index ix_tag_counter_popular`);
    await runner.query(`alter table tag_counter drop column name_folded`);
    await runner.query(`create index ix_tag_counter_popular on tag_counter (post_count)`);
  }
}
