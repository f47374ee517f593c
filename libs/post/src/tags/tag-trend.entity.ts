import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { TagId } from '../post/tag.js';
import { TagEntity } from './tag.entity.js';
import type { TagDay } from './tag-trend.js';

/** How much a tag is used in these days. Made anew by the worker. */
@Entity('tag_trend')
@Index('ix_tag_trend_score', ['score', 'tagId'])
@ForeignKey(() => TagEntity, ['tagId'], ['id'], { name: 'fk_tag_trend_tag', onDelete: 'CASCADE' })
export class TagTrendEntity {
  @PrimaryColumn({ name: 'tag_id', type: 'bigint', primaryKeyConstraintName: 'pk_tag_trend' })
  tagId!: TagId;

  @Column({ type: 'double precision' })
  score!: number;

  @Column({ name: 'recent_people', type: 'integer' })
  recentPeople!: number;

  @Column({ name: 'recent_posts', type: 'integer' })
  recentPosts!: number;

  /** Each of these days, the oldest first. */
  @Column({ type: 'jsonb' })
  history!: TagDay[];
}
