import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import type { WalkedRow } from '#libs/personal-data';
import type { Audience, StoryId } from '../story/story.js';

/** A story as its author gets it. */
interface SharedStory extends WalkedRow {
  readonly id: StoryId;
  readonly mediaId: MediaId;
  readonly text: string | null;
  readonly audience: Audience;
  readonly isActive: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** That the person has seen a story. */
interface SeenStory extends WalkedRow {
  readonly storyId: StoryId;
  readonly createdAt: Date;
}

/** Reads what stories keep of a person for the person. */
@Injectable()
export class StoryExportReader {
  constructor(private readonly reader: SqlReader) {}

  /** Stories of the person, the oldest first. */
  shared(userId: UserId, after: string, limit: number): Promise<SharedStory[]> {
    return this.reader.query(sql`
      select
        id as cursor,
        id,
        media_id as "mediaId",
        text,
        audience,
        is_active as "isActive",
        created_at as "createdAt",
        expires_at as "expiresAt"
      from story
      where author_id = ${userId} and id > ${after}
      order by id
      limit ${limit}
    `);
  }

  /** Stories of others that the person has seen, in that order. */
  seen(userId: UserId, after: string, limit: number): Promise<SeenStory[]> {
    return this.reader.query(sql`
      select position as cursor, story_id as "storyId", created_at as "createdAt"
      from story_view
      where user_id = ${userId} and position > ${after}
      order by position
      limit ${limit}
    `);
  }
}
