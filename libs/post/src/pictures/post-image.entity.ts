import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { MediaId } from '#libs/media';
import { PostEntity } from '../post/post.entity.js';
import type { PostId } from '../post/post.js';

/** A picture of a post. */
@Entity('post_image')
@Unique('uq_post_image_media', ['mediaId'])
@ForeignKey(() => PostEntity, ['postId'], ['id'], {
  name: 'fk_post_image_post',
  onDelete: 'CASCADE',
})
export class PostImageEntity {
  @PrimaryColumn({ name: 'post_id', type: 'bigint', primaryKeyConstraintName: 'pk_post_image' })
  postId!: PostId;

  @PrimaryColumn({ name: 'media_id', type: 'bigint', primaryKeyConstraintName: 'pk_post_image' })
  mediaId!: MediaId;

  /** Place among the pictures of the post, from 0; may have gaps. */
  @Column({ type: 'smallint' })
  ordinal!: number;
}
