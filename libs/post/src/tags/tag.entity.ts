import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Id } from '#libs/kernel';
import { PostEntity } from '../post/post.entity.js';
import type { PostId } from '../post/post.js';

/** A tag, in the spelling of whoever used it first. */
@Entity('tag')
@Unique('uq_tag_name', ['nameFolded'])
export class TagEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_tag',
  })
  id!: Id<'tag'>;

  @Column({ type: 'text' })
  name!: string;

  /** In byte order, so that its index finds prefixes. */
  @Column({ name: 'name_folded', type: 'text', collation: 'C' })
  nameFolded!: string;
}

/** In how many posts that everyone can see a tag is. */
@Entity('tag_counter')
@Index('ix_tag_counter_popular', { synchronize: false })
@ForeignKey(() => TagEntity, ['tagId'], ['id'], {
  name: 'fk_tag_counter_tag',
  onDelete: 'CASCADE',
})
export class TagCounterEntity {
  @PrimaryColumn({ name: 'tag_id', type: 'bigint', primaryKeyConstraintName: 'pk_tag_counter' })
  tagId!: Id<'tag'>;

  @Column({ name: 'post_count', type: 'integer', default: 0 })
  postCount!: number;

  /** As of the tag, which never changes: by it tags of equal count are ranked. */
  @Column({ name: 'name_folded', type: 'text', collation: 'C' })
  nameFolded!: string;
}

/** A tag of a post. */
@Entity('post_tag')
@Index('ix_post_tag_tag', ['tagId', 'postId'])
@ForeignKey(() => PostEntity, ['postId'], ['id'], { name: 'fk_post_tag_post', onDelete: 'CASCADE' })
@ForeignKey(() => TagEntity, ['tagId'], ['id'], { name: 'fk_post_tag_tag' })
export class PostTagEntity {
  @PrimaryColumn({ name: 'post_id', type: 'bigint', primaryKeyConstraintName: 'pk_post_tag' })
  postId!: PostId;

  @PrimaryColumn({ name: 'tag_id', type: 'bigint', primaryKeyConstraintName: 'pk_post_tag' })
  tagId!: Id<'tag'>;

  @Column({ type: 'smallint' })
  ordinal!: number;

  /** Whether the author gave it; else the text names it. */
  @Column({ name: 'is_given', type: 'boolean', default: true })
  isGiven!: boolean;
}
