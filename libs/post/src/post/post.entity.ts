import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { StoredEntities } from '#libs/rich-text';
import type { PostId, PostStatus, Visibility } from './post.js';

/** A post, published or not. A deleted or deactivated one stays, inactive. */
@Entity('post')
@Unique('uq_post_slug', ['slug'])
@Check('ck_post_status', `status in ('draft', 'published')`)
@Check('ck_post_visibility', `visibility in ('public', 'followers', 'private')`)
@Check(
  'ck_post_published',
  `(status = 'published') = ("position" is not null) and ("position" is null) = (published_at is null)`,
)
@Index('ix_post_author_feed', { synchronize: false })
@Index('ix_post_feed', { synchronize: false })
@Index('ix_post_author_all', { synchronize: false })
@Index('ix_post_author', ['authorId', 'id'])
@Index('ix_post_due', ['publishAt'], { where: 'publish_at is not null' })
@Index('ix_post_scheduled', ['authorId'], { where: 'publish_at is not null' })
@Index('ix_post_quoted', { synchronize: false })
@Index('ix_post_inactive', ['id'], { where: 'not is_active' })
export class PostEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_post',
  })
  id!: PostId;

  @Column({ name: 'author_id', type: 'bigint' })
  authorId!: UserId;

  @Column({ type: 'text' })
  slug!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  body!: string;

  /** What the body refers to; `null` when that is nothing, or nobody has looked yet. */
  @Column({ type: 'jsonb', nullable: true })
  entities!: StoredEntities | null;

  @Column({ type: 'text' })
  status!: PostStatus;

  @Column({ type: 'text' })
  visibility!: Visibility;

  /** What a reader is warned of. */
  @Column({ name: 'content_warning', type: 'text', nullable: true })
  contentWarning!: string | null;

  @Column({ type: 'boolean', default: false })
  sensitive!: boolean;

  /** When the draft is to be published. */
  @Column({ name: 'publish_at', type: 'timestamptz', nullable: true })
  publishAt!: Date | null;

  /** Code of why it could not be published then. */
  @Column({ name: 'publish_error', type: 'text', nullable: true })
  publishError!: string | null;

  /** Place of the latest failure in the order of acts. */
  @Column({ name: 'publish_failed_position', type: 'bigint', nullable: true })
  publishFailedPosition!: string | null;
  /** The post that it quotes, which may be gone. */
  @Column({ name: 'quoted_id', type: 'bigint', nullable: true })
  quotedId!: PostId | null;

  /** The author of what it quotes has taken that out of it. */
  @Column({ name: 'is_detached', type: 'boolean', default: false })
  isDetached!: boolean;

  @Column({ name: 'is_active', type: 'boolean', default: true })
  isActive!: boolean;

  /** Place in the order of feeds: newer is greater. Set at the first publishing. */
  @Column({ type: 'bigint', nullable: true })
  position!: string | null;

  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ name: 'published_at', type: 'timestamptz', nullable: true })
  publishedAt!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;

  /** When its author deleted it. */
  @Column({ name: 'deleted_at', type: 'timestamptz', nullable: true })
  deletedAt!: Date | null;
}
