import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PostId } from '#libs/post';

/**
 * A post that is like another one. Made anew by the worker; places may be missing. Everybody could see both when it was
 * made, and neither stopped being public since.
 */
@Entity('post_neighbour')
@Index('ix_post_neighbour_neighbour', ['neighbourId'])
export class PostNeighbourEntity {
  @PrimaryColumn({
    name: 'post_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_post_neighbour',
  })
  postId!: PostId;

  /** 1 is the nearest. */
  @PrimaryColumn({ type: 'smallint', primaryKeyConstraintName: 'pk_post_neighbour' })
  place!: number;

  @Column({ name: 'neighbour_id', type: 'bigint' })
  neighbourId!: PostId;

  /** How much of likers and tags they share: greater is nearer. */
  @Column({ type: 'integer' })
  score!: number;
}
