import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { MediaId } from '../medium/media.js';
import { MediaAudienceRegistry } from '../medium/media-audience.registry.js';
import { NEW_LINK } from '../medium/media-link.repository.js';

/** What an administrator's act depends on. */
export interface ModeratedMedium {
  readonly isActive: boolean;
  readonly version: number;
}

/** Writes what administrators do to the table `media`. */
@Injectable()
export class MediaModerationRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly audiences: MediaAudienceRegistry,
  ) {}

  /** Takes a medium that administrators are shown, active or not, until the transaction ends. */
  async take(id: MediaId): Promise<ModeratedMedium | undefined> {
    const { rows } = await this.work.execute<ModeratedMedium>(
      sql`
        select is_active as "isActive", version
        from media
        where id = ${id}
          and status <> 'announced'
          and coalesce(attachment_type <> all (${this.audiences.confidentialTypes}::text[]), true)
        for no key update
      `,
    );
    return rows[0];
  }

  /** Deactivates or restores a taken medium, and ends its addresses. A restored one is not deleted any more. */
  async setActive(id: MediaId, isActive: boolean): Promise<void> {
    const isActiveValue = sql.value(isActive);
    await this.work.execute(
      sql`
        update media
        set is_active = ${isActiveValue},
            deleted_at = case when not ${isActiveValue} then deleted_at end,
            link_name = ${sql.raw(NEW_LINK)},
            version = version + 1
        where id = ${id}
      `,
    );
  }
}
