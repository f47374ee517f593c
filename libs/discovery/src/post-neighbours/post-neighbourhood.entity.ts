import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';

/** A post whose neighbours are computed, and that may be one: of the last 90 days, and offered to everybody. */
@Entity('post_neighbourhood')
@Index('ix_post_neighbourhood_author', ['authorId'])
@Index('ix_post_neighbourhood_position', ['position'])
@Index('ix_post_neighbourhood_due', ['dueAt', 'postId'])
export class PostNeighbourhoodEntity {
  @PrimaryColumn({
    name: 'post_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_post_neighbourhood',
  })
  postId!: PostId;

  /** As of the post: the rows of an author go when the author leaves. */
  @Column({ name: 'author_id', type: 'bigint' })
  authorId!: UserId;

  /** As of the post, whose age it tells. */
  @Column({ type: 'bigint' })
  position!: string;

  /** Likers who take part, as they were last counted: not those of the card. */
  @Column({ name: 'liker_count', type: 'integer', default: 0 })
  likerCount!: number;

  /** Null in rows of before likers were counted as soon as a post is met. */
  @Column({ name: 'counted_at', type: 'timestamptz', nullable: true })
  countedAt!: Date | null;

  /** Null until it is done for the first time. */
  @Column({ name: 'computed_at', type: 'timestamptz', nullable: true })
  computedAt!: Date | null;

  /** When its neighbours are to be computed next. */
  @Column({ name: 'due_at', type: 'timestamptz', default: () => 'now()' })
  dueAt!: Date;
}
