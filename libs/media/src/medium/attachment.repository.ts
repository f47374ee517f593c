import { Injectable } from '@nestjs/common';
import { sql, type SqlFragment, SqlReader, UnitOfWork } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import type { Attachment, MediaId } from './media.js';

/** SQL: whether a medium is one of these, and its owner can attach it to the thing. */
function usableFor(
  ownerId: UserId,
  ids: readonly MediaId[],
  type: SqlFragment,
  attachmentId: SqlFragment,
): SqlFragment {
  return sql`
    id = any(${ids}::bigint[])
    and owner_id = ${ownerId}
    and is_active
    and status in ('processing', 'ready')
    and (attachment_id is null or (attachment_type = ${type} and attachment_id = ${attachmentId}))
  `;
}

/** Writes to what the rows of `media` are attached, and for whom those things are. */
@Injectable()
export class AttachmentRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: SqlReader,
  ) {}

  /**
   * Attaches media of one owner that are free, or already attached to the same thing.
   *
   * @returns those that were attached, and whether the audience of each is another one now
   */
  async attach(
    ownerId: UserId,
    ids: readonly MediaId[],
    attachment: Attachment,
    isPublic: boolean,
  ): Promise<{ id: MediaId; changed: boolean }[]> {
    const type = sql.value(attachment.type);
    const id = sql.value(attachment.id);
    const open = sql.value(isPublic);
    // Locked in the order of their ids: two claims of the same pictures wait for each other, never in a circle.
    const { rows } = await this.work.execute<{ id: MediaId; changed: boolean }>(
      sql`
        with usable as (
          select id, is_public
          from media
          where ${usableFor(ownerId, ids, type, id)}
          order by id
          for update
        )
        update media m
        set attachment_type = ${type},
            attachment_id = ${id},
            is_public = ${open},
            shown_until = ${attachment.until ?? null},
            detached_at = null,
            updated_at = now()
        from usable
        where m.id = usable.id
        returning m.id, usable.is_public <> ${open} as changed
      `,
    );
    return rows;
  }

  /** Whether one owner could attach all of these media. */
  async areUsable(
    ownerId: UserId,
    ids: readonly MediaId[],
    attachment: Attachment | null,
  ): Promise<boolean> {
    if (ids.length === 0) {
      return true;
    }
    const { type = null, id = null } = attachment ?? {};
    const row = await this.reader.one<{ usable: number }>(
      sql`
        select count(*)::integer as usable
        from media
        where ${usableFor(ownerId, ids, sql.value(type), sql.value(id))}
      `,
    );
    return row?.usable === ids.length;
  }

  /** Attaches media to nothing. @returns those that were for everyone until now */
  async detach(ids: readonly MediaId[]): Promise<MediaId[]> {
    const { rows } = await this.work.execute<{ id: MediaId; changed: boolean }>(
      sql`
        with attached as (
          select id, is_public
          from media
          where id = any(${ids}::bigint[]) and attachment_id is not null
          order by id
          for update
        )
        update media m
        set attachment_type = null,
            attachment_id = null,
            is_public = false,
            shown_until = null,
            detached_at = now(),
            updated_at = now()
        from attached
        where m.id = attached.id
        returning m.id, attached.is_public as changed
      `,
    );
    return rows.filter(({ changed }) => changed).map(({ id }) => id);
  }

  /** Says for whom the media of some things are. @returns those for which that is new */
  async setPublic(
    type: string,
    attachmentIds: readonly Id[],
    isPublic: boolean,
  ): Promise<MediaId[]> {
    const isPublicValue = sql.value(isPublic);
    const { rows } = await this.work.execute<{ id: MediaId }>(
      sql`
        with attached as (
          select id
          from media
          where attachment_type = ${type}
            and attachment_id = any(${attachmentIds}::bigint[])
            and is_public <> ${isPublicValue}
          order by id
          for update
        )
        update media m
        set is_public = ${isPublicValue}, updated_at = now()
        from attached
        where m.id = attached.id
        returning m.id
      `,
    );
    return rows.map(({ id }) => id);
  }

  /** What a medium is attached to. */
  async attachmentOf(id: MediaId): Promise<Attachment | undefined> {
    const { rows } = await this.work.execute<{ type: string | null; id: Id | null }>(
      sql`
        select attachment_type as type, attachment_id as id
        from media
        where id = ${id}
      `,
    );
    const { type = null, id: attachedTo = null } = rows[0] ?? {};
    return type === null || attachedTo === null ? undefined : { type, id: attachedTo };
  }
}
