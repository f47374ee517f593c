import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { UserAccountEntity } from './user-account.entity.js';

/** A network address from which somebody has signed in to an account, kept as a keyed hash. */
@Entity('known_place')
@Index('ix_known_place_last_seen', ['lastSeenAt'])
export class KnownPlaceEntity {
  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_known_place' })
  @ForeignKey(() => UserAccountEntity, { name: 'fk_known_place_user', onDelete: 'CASCADE' })
  userId!: string;

  @PrimaryColumn({ name: 'place_hash', type: 'bytea', primaryKeyConstraintName: 'pk_known_place' })
  placeHash!: Buffer;

  @Column({ name: 'last_seen_at', type: 'timestamptz', default: () => 'now()' })
  lastSeenAt!: Date;
}
