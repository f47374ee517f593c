import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { Digest, KindChanges, Language } from './notification-settings.js';

/** How a person wants to be told; no row until something is changed. */
@Entity('notification_setting')
@Check('ck_notification_setting_digest', `digest in ('off', 'daily', 'weekly')`)
@Check('ck_notification_setting_language', `language in ('ko', 'en')`)
export class NotificationSettingEntity {
  @PrimaryColumn({
    name: 'user_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_notification_setting',
  })
  userId!: UserId;

  /** What differs from the settings at first, by kind. */
  @Column({ type: 'jsonb', default: {} })
  kinds!: KindChanges;

  @Column({ type: 'boolean', default: true })
  previews!: boolean;

  @Column({ type: 'text', default: 'off' })
  digest!: Digest;

  /** Of the IANA. */
  @Column({ name: 'time_zone', type: 'text', default: 'Asia/Seoul' })
  timeZone!: string;

  @Column({ type: 'text', default: 'ko' })
  language!: Language;

  /** When the last digest was made; `null` before the first. */
  @Column({ name: 'digest_at', type: 'timestamptz', nullable: true })
  digestAt!: Date | null;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
