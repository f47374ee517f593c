import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';
import type { RecommendedGeneration } from './recommended.js';

/** A post that a page of recommendations delivered to a person. Kept for a week. */
@Entity('recommended_seen')
@Index('ix_recommended_seen_generation', ['generation'])
export class RecommendedSeenEntity {
  @PrimaryColumn({
    name: 'person_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_recommended_seen',
  })
  personId!: UserId;

  @PrimaryColumn({
    name: 'post_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_recommended_seen',
  })
  postId!: PostId;

  /** The ranking by which it came: the pages of that one may show it again, no others. */
  @Column({ type: 'bigint' })
  generation!: RecommendedGeneration;
}
