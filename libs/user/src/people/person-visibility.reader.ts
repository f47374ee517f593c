import { Injectable } from '@nestjs/common';
import type { MaybeViewer, UserId } from '#libs/kernel';
import { SqlReader } from '#libs/database';
import { activePerson, noBlockBetween, notBlockedBy, openProfile } from './visible-person.sql.js';

/** Answers who may see whom. */
@Injectable()
export class PersonVisibilityReader {
  constructor(private readonly reader: SqlReader) {}

  /** Those of the given people whose card the viewer may see. */
  async visible(viewer: MaybeViewer, ids: readonly UserId[]): Promise<Set<UserId>> {
    const rows = await this.reader.query<{ id: UserId }>(
      `
      select u.id
      from user_account u
      where u.id = any ($2::bigint[])
        and u.is_active
        and ${notBlockedBy('$1::bigint', 'u.id')}
      `,
      [viewer?.userId ?? null, ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Whether the viewer may see whom a person follows and who follows them. */
  async connectionsVisible(viewer: MaybeViewer, userId: UserId): Promise<boolean> {
    const row = await this.reader.one<{ visible: boolean }>(
      `
      select
        ${activePerson('$2::bigint')}
        and ${noBlockBetween('$1::bigint', '$2::bigint')}
        and coalesce(${openProfile('$1::bigint', '$2::bigint')}, false) as visible
      `,
      [viewer?.userId ?? null, userId],
    );
    return row?.visible ?? false;
  }
}
