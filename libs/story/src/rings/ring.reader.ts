import { Injectable } from '@nestjs/common';
import { idsIn, prepared, sql, SqlReader } from '#libs/database';
import type { Page, UserId, Viewer } from '#libs/kernel';
import type { StoryDto } from '../story/story.dto.js';
import { StoryReader } from '../story/story.reader.js';
import { storyColumns, type StoryRow } from '../story/story-row.sql.js';
import { visibleStory } from '../story/visible-story.sql.js';
import type { StoryRingDto } from './ring.dto.js';
import { RingListReader, type RingRequest } from './ring-list.reader.js';

const OF_AUTHORS = prepared<{ viewer: UserId; authors: readonly UserId[] }>(
  'story.of-authors',
  (slot) => {
    const viewer = sql`${slot('viewer')}::bigint`;
    return sql`
  select ${storyColumns(viewer)}
  from unnest(${idsIn(slot('authors'))}) with ordinality as wanted (id, place)
  join story s on s.author_id = wanted.id
  where ${visibleStory('s', viewer)}
  order by wanted.place, s.id
    `;
  },
);

/** Reads the story feed: by two statements, however long a page is. */
@Injectable()
export class RingReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly list: RingListReader,
    private readonly stories: StoryReader,
  ) {}

  /** One page of rings with all that they hold. @throws DomainError `invalid-cursor` */
  async page(viewer: Viewer, request: RingRequest): Promise<Page<StoryRingDto>> {
    const { items, nextCursor } = await this.list.page(viewer, request);
    const authors = items.map(({ authorId }) => authorId);
    return { items: await this.of(viewer, authors), nextCursor };
  }

  /** The rings of some people, in the given order; of whom nothing is left to see none. */
  private async of(viewer: Viewer, authors: readonly UserId[]): Promise<StoryRingDto[]> {
    if (authors.length === 0) {
      return [];
    }
    const rows = await this.reader.query<StoryRow>(OF_AUTHORS({ viewer: viewer.userId, authors }));
    const byAuthor = new Map<UserId, StoryDto[]>();
    for (const { story } of this.stories.present(viewer, rows)) {
      const { id } = story.author;
      byAuthor.set(id, [...(byAuthor.get(id) ?? []), story]);
    }
    return [...byAuthor.values()].flatMap((stories) => ringOf(stories) ?? []);
  }
}

/** What a person's stories are together; nothing, when there are none. */
function ringOf(items: StoryDto[]): StoryRingDto | undefined {
  const latest = items.at(-1);
  return (
    latest && {
      author: latest.author,
      storyCount: items.length,
      unseenCount: items.filter(({ viewer }) => viewer?.seen === false).length,
      latestAt: latest.createdAt,
      items,
    }
  );
}
