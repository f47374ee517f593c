import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Mails that went to one address within a day. */
@Entity('mail_allowance')
@Index('ix_mail_allowance_latest', ['latestAt'])
export class MailAllowanceEntity {
  /** Keyed hash of the address. */
  @PrimaryColumn({
    name: 'address_hash',
    type: 'bytea',
    primaryKeyConstraintName: 'pk_mail_allowance',
  })
  addressHash!: Buffer;

  /** When they were sent, the oldest first. */
  @Column({ name: 'sent_at', type: 'timestamptz', array: true })
  sentAt!: Date[];

  @Column({ name: 'latest_at', type: 'timestamptz', default: () => 'now()' })
  latestAt!: Date;
}
