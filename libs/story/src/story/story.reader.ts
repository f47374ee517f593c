import { Injectable } from '@nestjs/common';
import { idsIn, NOBODY, prepared, sql, SqlReader } from '#libs/database';
import { NotFound } from '#libs/http';
import { DomainError, type Id, type MaybeViewer, type UserId } from '#libs/kernel';
import { MediaReader } from '#libs/media';
import { presentStory, type ShownStory, type StoryDto } from './story.dto.js';
import type { StoryId } from './story.js';
import { storyColumns, type StoryRow } from './story-row.sql.js';
import { visibleStory } from './visible-story.sql.js';

const SHOWN = prepared<{ viewer: UserId | typeof NOBODY; ids: readonly StoryId[] }>(
  'story.shown',
  (slot) => {
    const viewer = sql`${slot('viewer')}::bigint`;
    return sql`
  select ${storyColumns(viewer)}
  from unnest(${idsIn(slot('ids'))}) with ordinality as wanted (id, place)
  join story s on s.id = wanted.id
  where ${visibleStory('s', viewer)}
  order by wanted.place
    `;
  },
);

/** Reads stories as viewers may see them. */
@Injectable()
export class StoryReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly media: MediaReader,
  ) {}

  /** Those of the stories that the viewer may see, in the given order; one statement. */
  async shown(viewer: MaybeViewer, ids: readonly StoryId[]): Promise<StoryDto[]> {
    if (ids.length === 0) {
      return [];
    }
    const rows = await this.reader.query<StoryRow>(
      SHOWN({ viewer: viewer?.userId ?? NOBODY, ids }),
    );
    return this.present(viewer, rows).map(({ story }) => story);
  }

  /** One story with its version. @throws DomainError `not-found` when the viewer may not see it */
  async read(viewer: MaybeViewer, storyId: StoryId): Promise<ShownStory> {
    const rows = await this.reader.query<StoryRow>(
      SHOWN({ viewer: viewer?.userId ?? NOBODY, ids: [storyId] }),
    );
    const [shown] = this.present(viewer, rows);
    if (shown === undefined) {
      throw new DomainError(NotFound);
    }
    return shown;
  }

  /** Shows stored stories. */
  present(viewer: MaybeViewer, rows: readonly StoryRow[]): ShownStory[] {
    return rows.flatMap((row) => presentStory(row, this.media.pictures, viewer !== null) ?? []);
  }

  /** Those of the stories that the viewer may see. */
  async visible(viewer: MaybeViewer, ids: readonly Id[]): Promise<Set<Id>> {
    const rows = await this.reader.query<{ id: StoryId }>(sql`
      select s.id
      from story s
      where s.id = any (${ids}::bigint[])
        and ${visibleStory('s', sql`${viewer?.userId ?? null}::bigint`)}
    `);
    return new Set(rows.map(({ id }) => id));
  }

  /** Whose story this is. */
  async authorOf(storyId: StoryId): Promise<UserId | undefined> {
    const row = await this.reader.one<{ authorId: UserId }>(
      sql`select author_id as "authorId" from story where id = ${storyId}`,
    );
    return row?.authorId;
  }
}
