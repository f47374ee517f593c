import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';

/** Somebody whose neighbours are computed, and who may be a neighbour: public, active and with followers. */
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

  /** New and lost followers since the neighbours were computed. */
  @Column({ name: 'change_count', type: 'integer' })
  changeCount!: number;

  @Column({ name: 'counted_at', type: 'timestamptz', default: () => 'now()' })
  countedAt!: Date;

  /** Null until it is done for the first time. */
  @Column({ name: 'computed_at', type: 'timestamptz', nullable: true })
  computedAt!: Date | null;
}
