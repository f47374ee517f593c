import type { TestHttp } from '#libs/testing';
import type { Person } from '#libs/testing/people';
import { stageOf } from '#libs/testing/stage';
import { type SongId, SongModule } from './sample.js';

const TABLES = [
  `create table song (
    id bigint primary key default next_id(),
    singer_id bigint not null,
    is_public boolean not null
  )`,
  `create table song_counter (song_id bigint primary key, like_count integer not null default 0)`,
  `create table song_like (
    song_id bigint not null,
    user_id bigint not null,
    position bigint not null default next_id(),
    created_at timestamptz not null default now(),
    primary key (song_id, user_id)
  )`,
];

/** Opens a program in which people sing. */
export const songStage = stageOf([SongModule], async (app: TestHttp) => {
  for (const table of TABLES) {
    await app.sql(table);
  }
  return {
    /** A new song. */
    async sings({ id }: Person): Promise<SongId> {
      const [row] = await app.sql<{ id: SongId }>(
        `with song as (
          insert into song (singer_id, is_public) values ($1, true) returning id
        )
        insert into song_counter (song_id) select id from song returning song_id as id`,
        [id],
      );
      return row!.id;
    },
  };
});
