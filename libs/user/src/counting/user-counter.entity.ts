import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { UserAccountEntity } from '#libs/account';

/** Numbers shown on the card of a person, changed through `Counters` only. */
@Entity('user_counter')
export class UserCounterEntity {
  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_user_counter' })
  @ForeignKey(() => UserAccountEntity, { name: 'fk_user_counter_user', onDelete: 'CASCADE' })
  userId!: string;

  @Column({ name: 'follower_count', type: 'integer', default: 0 })
  followerCount!: number;

  @Column({ name: 'following_count', type: 'integer', default: 0 })
  followingCount!: number;

  @Column({ name: 'post_count', type: 'integer', default: 0 })
  postCount!: number;
}
