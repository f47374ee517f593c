import { Injectable } from '@nestjs/common';
import { PersonHoldRepository } from '#libs/account';
import { isoTime, sql, UnitOfWork } from '#libs/database';
import { TokenRevoked } from '#libs/http';
import { DomainError, type UserId } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import { type Story, STORY_HOURS, type StoryDraft, type StoryId } from './story.js';
import { livingStory } from './visible-story.sql.js';

/** A story that was just stored. */
export interface StoredStory {
  readonly id: StoryId;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** Names the advisory locks under which people count their stories. */
const STORIES_LOCK = 7_108_001;

/** Writes stories. */
@Injectable()
export class StoryRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly people: PersonHoldRepository,
  ) {}

  /**
   * How many stories a person has. The person is held, and nobody else counts them until the transaction ends.
   *
   * @throws DomainError `token-revoked` when the person has just been suspended or deleted
   */
  async count(authorId: UserId): Promise<number> {
    if (!(await this.people.isActive(authorId))) {
      throw new DomainError(TokenRevoked);
    }
    return this.countAlone(authorId);
  }

  /** The same of somebody who may be inactive, and is not held. */
  async countAlone(authorId: UserId): Promise<number> {
    await this.work.execute(sql`
      select pg_advisory_xact_lock(${sql.number(STORIES_LOCK)}, (${authorId}::bigint % 2147483647)::integer)
    `);
    const { rows } = await this.work.execute<{ count: number }>(sql`
      select count(*)::integer as count
      from story s
      where s.author_id = ${authorId} and s.is_active and ${livingStory('s')}
    `);
    return rows[0]?.count ?? 0;
  }

  /** Stores a story of a person who is held. Its day begins now. */
  async insert(authorId: UserId, { mediaId, text, audience }: StoryDraft): Promise<StoredStory> {
    const { rows } = await this.work.execute<StoredStory>(sql`
      insert into story (author_id, media_id, text, audience, expires_at)
      values (
        ${authorId},
        ${mediaId},
        ${text},
        ${audience},
        now() + ${sql.number(STORY_HOURS)} * interval '1 hour'
      )
      returning id, ${isoTime('expires_at')} as "expiresAt"
    `);
    const [stored] = rows;
    if (stored === undefined) {
      throw new Error('The story was not stored.');
    }
    return stored;
  }

  /** Takes a story in any state, within its day, until the transaction ends. Its author is held before it. */
  async take(storyId: StoryId): Promise<Story | undefined> {
    const shared = await this.work.execute<{ authorId: UserId }>(sql`
      select author_id as "authorId" from story where id = ${storyId}
    `);
    await this.people.hold(shared.rows.map(({ authorId }) => authorId));
    const { rows } = await this.work.execute<Story>(sql`
      select s.id, s.author_id as "authorId", s.is_active as "isActive", s.version
      from story s
      where s.id = ${storyId} and ${livingStory('s')}
      for no key update
    `);
    return rows[0];
  }

  /** Removes or restores a taken story. */
  async setActive(storyId: StoryId, isActive: boolean): Promise<void> {
    await this.work.execute(sql`
      update story set is_active = ${isActive}, version = version + 1 where id = ${storyId}
    `);
  }

  /** A picture is gone for good, and its story with it. */
  async dropOf(mediaId: MediaId): Promise<void> {
    await this.work.execute(sql`delete from story where media_id = ${mediaId}`);
  }
}
