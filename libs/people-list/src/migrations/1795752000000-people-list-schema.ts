import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of people that people keep. */
export class PeopleListSchema1795752000000 implements MigrationInterface {
  readonly name = 'PeopleListSchema1795752000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table people_list (
        id bigint not null default next_id(),
        owner_id bigint not null,
        name text not null,
        version integer not null default 1,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint pk_people_list primary key (id)
      );
      create index ix_people_list_owner on people_list (owner_id, id);

      create table people_list_member (
        list_id bigint not null,
        member_id bigint not null,
        owner_id bigint not null,
        position bigint not null default next_id(),
        constraint pk_people_list_member primary key (list_id, member_id),
        constraint fk_people_list_member_list foreign key (list_id)
          references people_list (id) on delete cascade
      );
      create index ix_people_list_member_listed on people_list_member (list_id, position);
      create index ix_people_list_member_member on people_list_member (member_id, owner_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table people_list_member, people_list');
  }
}
