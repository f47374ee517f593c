import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An accepted follow. Rows of inactive people stay; readers filter them. */
@Entity('follow')
@Index('ix_follow_following', ['followerId', 'position'])
@Index('ix_follow_followers', ['followeeId', 'position'])
@Check('ck_follow_not_self', 'follower_id <> followee_id')
export class FollowEntity {
  @PrimaryColumn({ name: 'follower_id', type: 'bigint', primaryKeyConstraintName: 'pk_follow' })
  followerId!: string;

  @PrimaryColumn({ name: 'followee_id', type: 'bigint', primaryKeyConstraintName: 'pk_follow' })
  followeeId!: string;

  /** Time order of the lists. */
  @Column({ type: 'bigint', default: () => 'next_id()' })
  position!: string;

  /** Whether the follower had to ask, and was accepted. */
  @Column({ name: 'was_requested', type: 'boolean', default: false })
  wasRequested!: boolean;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
