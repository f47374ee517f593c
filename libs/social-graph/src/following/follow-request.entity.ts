import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A wish to follow a private profile, until its owner accepts or refuses, or the asker takes it back. */
@Entity('follow_request')
@Index('ix_follow_request_sent', ['followerId', 'position'])
@Index('ix_follow_request_received', ['followeeId', 'position'])
@Check('ck_follow_request_not_self', 'follower_id <> followee_id')
export class FollowRequestEntity {
  @PrimaryColumn({
    name: 'follower_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_follow_request',
  })
  followerId!: string;

  @PrimaryColumn({
    name: 'followee_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_follow_request',
  })
  followeeId!: string;

  /** Time order of the lists. */
  @Column({ type: 'bigint', default: () => 'next_id()' })
  position!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
