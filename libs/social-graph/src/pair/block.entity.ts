import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A block: hides both people from each other. Never beside a follow or a request between the two. */
@Entity('block')
@Index('ix_block_blocking', ['blockerId', 'position'])
@Index('ix_block_blocked', ['blockedId', 'position'])
@Check('ck_block_not_self', 'blocker_id <> blocked_id')
export class BlockEntity {
  @PrimaryColumn({ name: 'blocker_id', type: 'bigint', primaryKeyConstraintName: 'pk_block' })
  blockerId!: string;

  @PrimaryColumn({ name: 'blocked_id', type: 'bigint', primaryKeyConstraintName: 'pk_block' })
  blockedId!: string;

  /** Time order of the lists. */
  @Column({ type: 'bigint', default: () => 'next_id()' })
  position!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
