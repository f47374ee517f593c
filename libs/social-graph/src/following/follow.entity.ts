import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An accepted follow. Rows of inactive people stay; readers filter them. */
@Entity('follow')
@Index('ix_follow_following', ['followerId', 'position'])
@Index('ix_follow_followers', ['followeeId', 'position'])
@Index('ix_follow_time', ['position'], { type: 'brin' })
@Index('ix_follow_hidden', ['followerId', 'followeeId'], { where: 'hide_reposts' })
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

  /** Whether the follower wants no reposts of the person in the home feed. */
  @Column({ name: 'hide_reposts', type: 'boolean', default: false })
  hideReposts!: boolean;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
