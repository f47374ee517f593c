import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { MaybeViewer, UserId } from '#libs/kernel';
import { activePerson, noBlockBetween, notBlockedBy, openProfile } from './visible-person.sql.js';

/** Answers who may see whom. */
@Injectable()
export class PersonVisibilityReader {
  constructor(private readonly reader: SqlReader) {}

  /** Those of the given people whose card the viewer may see. */
  async visible(viewer: MaybeViewer, ids: readonly UserId[]): Promise<Set<UserId>> {
    const viewerId = sql`${viewer?.userId ?? null}::bigint`;
    const rows = await this.reader.query<{ id: UserId }>(
      sql`
      select u.id
      from user_account u
      where u.id = any (${ids}::bigint[])
        and u.is_active
        and ${notBlockedBy(viewerId, 'u.id')}
      `,
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Whether the viewer may see whom a person follows and who follows them. */
  async connectionsVisible(viewer: MaybeViewer, userId: UserId): Promise<boolean> {
    const viewerId = sql`${viewer?.userId ?? null}::bigint`;
    const person = sql`${userId}::bigint`;
    const row = await this.reader.one<{ visible: boolean }>(
      sql`
      select
        ${activePerson(person)}
        and ${noBlockBetween(viewerId, person)}
        and coalesce(${openProfile(viewerId, person)}, false) as visible
      `,
    );
    return row?.visible ?? false;
  }
}
