import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { PeopleListId } from './people-list.js';

/** A list of people that one person keeps. */
@Entity('people_list')
@Index('ix_people_list_owner', ['ownerId', 'id'])
export class PeopleListEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_people_list',
  })
  id!: PeopleListId;

  @Column({ name: 'owner_id', type: 'bigint' })
  ownerId!: UserId;

  @Column({ type: 'text' })
  name!: string;

  /** Of the name. */
  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
