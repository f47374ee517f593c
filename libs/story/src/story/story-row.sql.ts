import { isoTime, sql, type SqlFragment } from '#libs/database';
import { type ImageRow, picturesOf } from '#libs/media';
import { summaryOf, type SummaryRow } from '#libs/people';
import type { Audience, StoryId } from './story.js';
import { seenStory, toldView } from './visible-story.sql.js';

/** A story as one viewer sees it. */
export interface StoryRow {
  readonly id: StoryId;
  readonly author: SummaryRow;
  readonly images: readonly ImageRow[] | null;
  readonly text: string | null;
  readonly audience: Audience;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** `null` but for the author. */
  readonly viewCount: number | null;
  readonly seen: boolean;
  readonly version: number;
}

/**
 * SQL: the columns of a `StoryRow` of a story `s`. Viewers are asked one by one: `offset 0` keeps the planner from walking
 * everybody instead.
 */
export const storyColumns = (viewer: SqlFragment): SqlFragment => sql`
  s.id,
  ${summaryOf('s.author_id')} as author,
  ${picturesOf('story', 'i.id = s.id', 'i.id')} as images,
  s.text,
  s.audience,
  ${isoTime('s.created_at')} as "createdAt",
  ${isoTime('s.expires_at')} as "expiresAt",
  case
    when s.author_id = ${viewer} then (
      select count(*)::integer
      from story_view v
      cross join lateral (select ${toldView('v', 's.author_id')} as visible offset 0) told
      where v.story_id = s.id and told.visible
    )
  end as "viewCount",
  ${seenStory('s', viewer)} as seen,
  s.version`;
