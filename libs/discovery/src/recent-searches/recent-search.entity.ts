import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { RecentSearchId, SearchKind } from './recent-search.js';

/** What a person has looked for lately. Rows of people who can't be seen any more stay; readers filter them. */
@Entity('recent_search')
@Unique('uq_recent_search_key', ['personId', 'kind', 'key'])
@Index('ix_recent_search_listed', ['personId', 'position'])
@Index('ix_recent_search_user', ['userId'], { where: 'user_id is not null' })
export class RecentSearchEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_recent_search',
  })
  id!: RecentSearchId;

  @Column({ name: 'person_id', type: 'bigint' })
  personId!: UserId;

  @Column({ type: 'text' })
  kind!: SearchKind;

  /** What makes it the same as another one of its kind. */
  @Column({ type: 'text' })
  key!: string;

  /** Who was looked for. */
  @Column({ name: 'user_id', type: 'bigint', nullable: true })
  userId!: UserId | null;

  /** The tag or the words, as they were written last. */
  @Column({ type: 'text', nullable: true })
  text!: string | null;

  /** Time order of the list. */
  @Column({ type: 'bigint', default: () => 'next_id()' })
  position!: string;

  @Column({ name: 'searched_at', type: 'timestamptz', default: () => 'now()' })
  searchedAt!: Date;
}
