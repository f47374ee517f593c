import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';

/** When a person asked strangers within a day. */
@Entity('request_allowance')
export class RequestAllowanceEntity {
  @PrimaryColumn({
    name: 'user_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_request_allowance',
  })
  userId!: UserId;

  /** The oldest first. */
  @Column({ name: 'asked_at', type: 'timestamptz', array: true })
  askedAt!: Date[];
}
