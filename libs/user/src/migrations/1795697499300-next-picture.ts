import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The picture that a profile gets once it is processed. */
export class NextPicture1795697499300 implements MigrationInterface {
  name = 'NextPicture1795697499300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table profile add column next_image_media_id bigint`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table profile drop column next_image_media_id`);
  }
}
