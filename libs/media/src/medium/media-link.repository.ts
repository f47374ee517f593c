import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import type { MediaId } from './media.js';

/**
 * SQL: a new name for the addresses of a medium; those with the former name are dead for ever. Random, like the names
 * of places.
 */
export const NEW_LINK = `replace(gen_random_uuid()::text, '-', '')`;

/** Ends addresses of media that were given out. */
@Injectable()
export class MediaLinkRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Ends all addresses of the media of some things, which nobody sees any more. @returns those media */
  async endOfThings(type: string, attachmentIds: readonly Id[]): Promise<MediaId[]> {
    const { rows } = await this.work.execute<{ id: MediaId }>(
      sql`
        with attached as (
          select id
          from media
          where attachment_type = ${type} and attachment_id = any(${attachmentIds}::bigint[])
          order by id
          for update
        )
        update media m
        set is_public = false, link_name = ${sql.raw(NEW_LINK)}, updated_at = now()
        from attached
        where m.id = attached.id
        returning m.id
      `,
    );
    return rows.map(({ id }) => id);
  }

  /** Ends all addresses of the media of a person. @returns those that clients fetched from the store itself */
  async endOfPerson(ownerId: UserId): Promise<MediaId[]> {
    const { rows } = await this.work.execute<{ id: MediaId; isDirect: boolean }>(
      sql`
        with owned as (
          select id
          from media
          where owner_id = ${ownerId}
          order by id
          for update
        )
        update media m
        set is_public = false, link_name = ${sql.raw(NEW_LINK)}, updated_at = now()
        from owned
        where m.id = owned.id
        returning m.id, m.storage_key like 'public/%' as "isDirect"
      `,
    );
    return rows.filter(({ isDirect }) => isDirect).map(({ id }) => id);
  }

  /** Says that the media of no thing of one kind are for everyone any more. @returns those for which that is new */
  async closeOfPerson(ownerId: UserId, type: string): Promise<MediaId[]> {
    const { rows } = await this.work.execute<{ id: MediaId }>(
      sql`
        with open as (
          select id
          from media
          where owner_id = ${ownerId} and attachment_type = ${type} and is_public
          order by id
          for update
        )
        update media m
        set is_public = false, updated_at = now()
        from open
        where m.id = open.id
        returning m.id
      `,
    );
    return rows.map(({ id }) => id);
  }
}
