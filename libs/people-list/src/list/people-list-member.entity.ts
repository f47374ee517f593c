import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { PeopleListId } from './people-list.js';

/** Somebody in a list. Rows of inactive people stay; readers filter them. */
@Entity('people_list_member')
@Index('ix_people_list_member_listed', ['listId', 'position'])
@Index('ix_people_list_member_member', ['memberId', 'ownerId'])
@ForeignKey('people_list', ['listId'], ['id'], {
  name: 'fk_people_list_member_list',
  onDelete: 'CASCADE',
})
export class PeopleListMemberEntity {
  @PrimaryColumn({
    name: 'list_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_people_list_member',
  })
  listId!: PeopleListId;

  @PrimaryColumn({
    name: 'member_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_people_list_member',
  })
  memberId!: UserId;

  /** Whose list it is: a block finds what it ends without looking at everybody’s lists. */
  @Column({ name: 'owner_id', type: 'bigint' })
  ownerId!: UserId;

  /** Time order of the list. */
  @Column({ type: 'bigint', default: () => 'next_id()' })
  position!: string;
}
