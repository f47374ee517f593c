import { Injectable } from '@nestjs/common';
import type { MediaId } from '#libs/kernel';
import { UnitOfWork } from '#libs/database';

import { NEW_LINK } from '../medium/media-link.repository.js';

/** What an administrator's act depends on. */
export interface ModeratedMedium {
  readonly isActive: boolean;
  readonly version: number;
}

/** Writes what administrators do to the table `media`. */
@Injectable()
export class MediaModerationRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Takes a medium, active or not, until the transaction ends. @returns it, or `undefined` */
  async take(id: MediaId): Promise<ModeratedMedium | undefined> {
    const { rows } = await this.work.execute<ModeratedMedium>(
      `
        select is_active as "isActive", version
        from media
        where id = $1 and status <> 'announced'
        for no key update
      `,
      [id],
    );
    return rows[0];
  }

  /** Deactivates or restores a taken medium, and ends its addresses. A restored one is not deleted any more. */
  async setActive(id: MediaId, isActive: boolean): Promise<void> {
    await this.work.execute(
      `
        update media
        set is_active = $2,
            deleted_at = case when not $2 then deleted_at end,
            link_name = ${NEW_LINK},
            version = version + 1
        where id = $1
      `,
      [id, isActive],
    );
  }
}
