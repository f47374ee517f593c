import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { MediaId } from './media.js';
import type { Touched } from './media.repository.js';
import type { StorageKey } from './media-key.js';
import type { Dimensions } from './variant.js';

/** Writes what the background does to the table `media`: processing, moving, clearing away. */
@Injectable()
export class ProcessingRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Notes that a medium is processed and lies at its new key. @returns whether it was waiting for that */
  async finish(
    id: MediaId,
    result: {
      readonly storageKey: StorageKey;
      readonly dimensions: Dimensions;
      readonly bytes: number;
      readonly blurhash: string;
    },
  ): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`
        update media
        set status = 'ready',
            storage_key = ${result.storageKey},
            width = ${result.dimensions.width},
            height = ${result.dimensions.height},
            bytes = ${result.bytes},
            blurhash = ${result.blurhash}
        where id = ${id} and status = 'processing'
      `,
    );
    return count === 1;
  }

  /** Notes that a medium can't be processed. */
  async fail(id: MediaId, reason: string): Promise<void> {
    await this.work.execute(
      sql`
        update media
        set status = 'failed', failure = ${reason}
        where id = ${id} and status = 'processing'
      `,
    );
  }

  /** Notes that the objects of a medium lie at another key. Its addresses stay as they are. */
  async move(id: MediaId, storageKey: StorageKey, formerName: string): Promise<void> {
    await this.work.execute(
      sql`
        update media
        set storage_key = ${storageKey}, link_name = coalesce(link_name, ${formerName})
        where id = ${id}
      `,
    );
  }

  /** Removes media that are attached to nothing for a day. @returns at most `limit` of them */
  async removeOrphans(limit: number): Promise<Touched[]> {
    // A claim that is under way holds its row, which is left for the next time.
    const { rows } = await this.work.execute<Touched>(
      sql`
        delete from media
        where id in (
          select id
          from media
          where attachment_id is null
            and detached_at < now() - interval '24 hours'
          order by detached_at
          limit ${limit}
          for update skip locked
        )
        returning id, storage_key as "storageKey"
      `,
    );
    return rows;
  }

  /** Removes media that their owners deleted 30 days ago. @returns at most `limit` of them */
  async removeDeleted(limit: number): Promise<Touched[]> {
    const { rows } = await this.work.execute<Touched>(
      sql`
        delete from media
        where id in (
          select id
          from media
          where deleted_at < now() - interval '30 days'
          order by deleted_at
          limit ${limit}
          for update skip locked
        )
        returning id, storage_key as "storageKey"
      `,
    );
    return rows;
  }

  /** Removes these media, in the order of their ids. */
  async remove(ids: readonly MediaId[]): Promise<Touched[]> {
    const { rows } = await this.work.execute<Touched>(
      sql`
        delete from media
        where id in (
          select id from media where id = any (${ids}::bigint[]) order by id for update
        )
        returning id, storage_key as "storageKey"
      `,
    );
    return rows;
  }

  /** Removes media of a person. @returns at most `limit` of them */
  async removeOf(ownerId: UserId, limit: number): Promise<Touched[]> {
    const { rows } = await this.work.execute<Touched>(
      sql`
        delete from media
        where id in (
          select id
          from media
          where owner_id = ${ownerId}
          order by id
          limit ${limit}
        )
        returning id, storage_key as "storageKey"
      `,
    );
    return rows;
  }

  /** Gives up on media that wait for their processing for a day. @returns at most `limit` of them */
  async giveUp(limit: number): Promise<Touched[]> {
    const { rows } = await this.work.execute<Touched>(
      sql`
        update media
        set status = 'failed', failure = 'not processed within a day'
        where id in (
          select id
          from media
          where status = 'processing'
            and updated_at < now() - interval '24 hours'
          limit ${limit}
          for update skip locked
        )
        returning id, storage_key as "storageKey"
      `,
    );
    return rows;
  }

  /** Notes that the original of a processed medium is lost; what is left of it belongs nowhere any more. */
  async lose(id: MediaId, storageKey: StorageKey): Promise<void> {
    await this.work.execute(
      sql`
        update media
        set status = 'failed', failure = 'lost in storage', storage_key = ${storageKey}
        where id = ${id} and status = 'ready'
      `,
    );
  }
}
