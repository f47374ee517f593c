import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';

/** Somebody whose neighbours are computed, who may be a neighbour, and whose follows say something: who takes part. */
@Entity('person_neighbourhood')
@Index('ix_person_neighbourhood_due', ['personId'], {
  where: 'change_count >= 3 or (change_count > 0 and change_count * 10 >= follower_count)',
})
@Index('ix_person_neighbourhood_oldest', { synchronize: false })
@Index('ix_person_neighbourhood_followed', ['followerCount', 'personId'])
export class PersonNeighbourhoodEntity {
  @PrimaryColumn({
    name: 'person_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_person_neighbourhood',
  })
  personId!: UserId;

  /** Followers who take part themselves, as they were last counted: not those of the card. */
  @Column({ name: 'follower_count', type: 'integer' })
  followerCount!: number;

  /** People who take part and whom the person follows, as they were last counted. */
  @Column({ name: 'followee_count', type: 'integer', default: 0 })
  followeeCount!: number;

  /** New and lost followers since the neighbours were computed. */
  @Column({ name: 'change_count', type: 'integer' })
  changeCount!: number;

  @Column({ name: 'counted_at', type: 'timestamptz', default: () => 'now()' })
  countedAt!: Date;

  /** Null until it is done for the first time. */
  @Column({ name: 'computed_at', type: 'timestamptz', nullable: true })
  computedAt!: Date | null;
}
