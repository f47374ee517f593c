import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import type { Audience, StoryId } from './story.js';

/** A picture that somebody shows for a day. Never edited; its row goes when the day is over. */
@Entity('story')
@Check('ck_story_audience', `audience in ('public', 'followers')`)
@Index('ix_story_author', ['authorId', 'id'])
@Index('uq_story_media', ['mediaId'], { unique: true })
@Index('ix_story_expires', ['expiresAt'])
export class StoryEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_story',
  })
  id!: StoryId;

  @Column({ name: 'author_id', type: 'bigint' })
  authorId!: UserId;

  @Column({ name: 'media_id', type: 'bigint' })
  mediaId!: MediaId;

  @Column({ type: 'text', nullable: true })
  text!: string | null;

  @Column({ type: 'text' })
  audience!: Audience;

  /** `false`: deleted by its author or taken down by an administrator. */
  @Column({ name: 'is_active', type: 'boolean', default: true })
  isActive!: boolean;

  /** Counts acts of administrators. */
  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** From then on nobody sees it, whether its row is still there or not. */
  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}
