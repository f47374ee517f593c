import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { UserAccountEntity } from '#libs/account';

/** A nickname that was given up and is not free yet. */
@Entity('reserved_nickname')
@Index('ix_reserved_nickname_user', ['userId'])
export class ReservedNicknameEntity {
  @PrimaryColumn({
    name: 'nickname_folded',
    type: 'text',
    primaryKeyConstraintName: 'pk_reserved_nickname',
  })
  nicknameFolded!: string;

  /** Its last owner, who may take it back at any time. */
  @Column({ name: 'user_id', type: 'bigint' })
  @ForeignKey(() => UserAccountEntity, { name: 'fk_reserved_nickname_user', onDelete: 'CASCADE' })
  userId!: string;

  @Column({ name: 'reserved_until', type: 'timestamptz' })
  reservedUntil!: Date;
}
