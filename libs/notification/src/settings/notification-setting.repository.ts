import { Injectable } from '@nestjs/common';
import { sql, SqlReader, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { FIRST_SETTINGS, type StoredSettings } from './notification-settings.js';

const COLUMNS = sql`kinds, previews, digest, time_zone as "timeZone", language, version`;

/** What is stored, and how often it was changed. */
export interface VersionedSettings extends StoredSettings {
  readonly version: number;
}

/** Writes how people want to be told. */
@Injectable()
export class NotificationSettingRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: SqlReader,
  ) {}

  /** What a person has stored; the settings at first for whoever has changed none. */
  async read(userId: UserId): Promise<VersionedSettings> {
    const row = await this.reader.one<VersionedSettings>(
      sql`select ${COLUMNS} from notification_setting where user_id = ${userId}`,
    );
    return row ?? { ...FIRST_SETTINGS, version: 1 };
  }

  /** The same, held until the transaction ends. */
  async take(userId: UserId): Promise<VersionedSettings> {
    await this.work.execute(
      sql`insert into notification_setting (user_id) values (${userId}) on conflict do nothing`,
    );
    const { rows } = await this.work.execute<VersionedSettings>(
      sql`
      select ${COLUMNS}
      from notification_setting
      where user_id = ${userId}
      for no key update
      `,
    );
    return rows[0] ?? { ...FIRST_SETTINGS, version: 1 };
  }

  /** Stores what was taken and changed. */
  async store(userId: UserId, settings: StoredSettings): Promise<void> {
    const { kinds, previews, digest, timeZone, language } = settings;
    await this.work.execute(
      sql`
      update notification_setting
      set
        kinds = ${sql.json(kinds)},
        previews = ${previews},
        digest = ${digest},
        time_zone = ${timeZone},
        language = ${language},
        version = version + 1
      where user_id = ${userId}
      `,
    );
  }
}
