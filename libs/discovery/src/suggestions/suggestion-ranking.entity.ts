import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { Generation } from './suggestion.js';

/** Who was suggested to a person, the best first, so that pages neither repeat nor skip anybody. Kept for two hours. */
@Entity('suggestion_ranking')
@Index('ix_suggestion_ranking_generation', ['generation'])
export class SuggestionRankingEntity {
  @PrimaryColumn({
    name: 'person_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_suggestion_ranking',
  })
  personId!: UserId;

  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_suggestion_ranking',
  })
  generation!: Generation;

  /** What the viewer had done when it was made, as one number; null when it is good for one page only. */
  @Column({ type: 'bigint', nullable: true })
  circumstances!: string | null;

  /** Who may not be suggested any more keeps the place, and is left out when it is read. */
  @Column({ name: 'user_ids', type: 'bigint', array: true })
  userIds!: UserId[];
}
