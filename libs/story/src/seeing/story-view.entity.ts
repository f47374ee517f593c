import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Id, UserId } from '#libs/kernel';
import type { StoryId } from '../story/story.js';

/** That a person has seen a story of somebody else. */
@Entity('story_view')
@Index('ix_story_view_story', { synchronize: false })
@Index('ix_story_view_user', ['userId', 'position'])
@ForeignKey('story', ['storyId'], ['id'], { name: 'fk_story_view_story', onDelete: 'CASCADE' })
export class StoryViewEntity {
  @PrimaryColumn({ name: 'story_id', type: 'bigint', primaryKeyConstraintName: 'pk_story_view' })
  storyId!: StoryId;

  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_story_view' })
  userId!: UserId;

  /** Order in which people saw. */
  @Column({ type: 'bigint', default: () => 'next_id()' })
  position!: Id;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
