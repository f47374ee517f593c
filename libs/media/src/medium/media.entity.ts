import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Id, UserId } from '#libs/kernel';
import type { MediaId, MediaStatus } from './media.js';

/** An uploaded picture. Its objects lie in object storage at `storage_key`. */
@Entity('media')
@Check('ck_media_status', `status in ('announced', 'processing', 'ready', 'failed')`)
@Check('ck_media_attachment', `(attachment_type is null) = (attachment_id is null)`)
@Index('ix_media_owner', ['ownerId', 'id'])
@Index('ix_media_attachment', ['attachmentType', 'attachmentId'], {
  where: 'attachment_id is not null',
})
@Index('ix_media_detached', ['detachedAt'], { where: 'attachment_id is null' })
@Index('ix_media_deleted', ['deletedAt'], { where: 'deleted_at is not null' })
@Index('ix_media_inactive', ['id'], { where: 'not is_active' })
@Index('ix_media_processing', ['ownerId'], { where: `status = 'processing'` })
@Index('ix_media_text', { synchronize: false })
@Index('ix_media_words', { synchronize: false })
@Index('uq_media_link_name', ['linkName'], { unique: true, where: 'link_name is not null' })
@Index('uq_media_storage_key', ['storageKey'], { unique: true })
export class MediaEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_media',
  })
  id!: MediaId;

  @Column({ name: 'owner_id', type: 'bigint' })
  ownerId!: UserId;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'alt_text', type: 'text', nullable: true })
  altText!: string | null;

  /** The name as it is compared; `null` until it is folded. */
  @Column({ name: 'name_folded', type: 'text', nullable: true })
  nameFolded!: string | null;

  /** The alternative text as it is compared; `null` until it is folded. */
  @Column({ name: 'alt_text_folded', type: 'text', nullable: true })
  altTextFolded!: string | null;

  @Column({ name: 'mime_type', type: 'text' })
  mimeType!: string;

  /** Pixels, as the picture is to be looked at; `null` until the file was looked into. */
  @Column({ type: 'integer', nullable: true })
  width!: number | null;

  @Column({ type: 'integer', nullable: true })
  height!: number | null;

  @Column({ type: 'integer' })
  bytes!: number;

  @Column({ type: 'text', nullable: true })
  blurhash!: string | null;

  @Column({ type: 'text' })
  status!: MediaStatus;

  /** Why processing failed, for operators. */
  @Column({ type: 'text', nullable: true })
  failure!: string | null;

  /** Until when a process works on it, unless it renews that. */
  @Column({ name: 'leased_until', type: 'timestamptz', nullable: true })
  leasedUntil!: Date | null;

  /** How often a process began to work on it. */
  @Column({ type: 'smallint', default: 0 })
  tries!: number;

  @Column({ name: 'storage_key', type: 'text' })
  storageKey!: string;

  /** Its name in addresses, once that isn't the one of its place any more; a new one ends all that were given out. */
  @Column({ name: 'link_name', type: 'text', nullable: true })
  linkName!: string | null;

  /** Whether what it is attached to is for everyone. */
  @Column({ name: 'is_public', type: 'boolean', default: false })
  isPublic!: boolean;

  /** `false`: deleted by its owner or deactivated by an administrator. */
  @Column({ name: 'is_active', type: 'boolean', default: true })
  isActive!: boolean;

  @Column({ name: 'attachment_type', type: 'text', nullable: true })
  attachmentType!: string | null;

  @Column({ name: 'attachment_id', type: 'bigint', nullable: true })
  attachmentId!: Id | null;

  /** When nobody sees it any more, because what it is attached to ends then. */
  @Column({ name: 'shown_until', type: 'timestamptz', nullable: true })
  shownUntil!: Date | null;

  /** Since when it is attached to nothing. */
  @Column({ name: 'detached_at', type: 'timestamptz', nullable: true, default: () => 'now()' })
  detachedAt!: Date | null;

  /** Counts edits of what its owner wrote, and acts of administrators. */
  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;

  /** When its owner deleted it. */
  @Column({ name: 'deleted_at', type: 'timestamptz', nullable: true })
  deletedAt!: Date | null;
}
