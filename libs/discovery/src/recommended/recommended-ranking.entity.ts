import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';
import type { RecommendedGeneration } from './recommended.js';

/** Which posts were ranked for a person, the best first, so that pages neither repeat nor skip any. Kept for two hours. */
@Entity('recommended_ranking')
@Index('ix_recommended_ranking_generation', ['generation'])
export class RecommendedRankingEntity {
  @PrimaryColumn({
    name: 'person_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_recommended_ranking',
  })
  personId!: UserId;

  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_recommended_ranking',
  })
  generation!: RecommendedGeneration;

  /** What may not be recommended any more keeps the place, and is left out when it is read. */
  @Column({ name: 'post_ids', type: 'bigint', array: true })
  postIds!: PostId[];
}
