import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { UserAccountEntity } from '#libs/account';
import type { MeetTime } from './meet-time.js';

/** The public face of a person. */
@Entity('profile')
@Unique('uq_profile_nickname', ['nicknameFolded'])
@Index('ix_profile_nickname', { synchronize: false })
@Index('ix_profile_skills', { synchronize: false })
@Index('ix_profile_region', ['regionFolded', 'userId'])
@Check('ck_profile_meet_time', `meet_time in ('weekday', 'weekend', 'any')`)
export class ProfileEntity {
  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_profile' })
  @ForeignKey(() => UserAccountEntity, { name: 'fk_profile_user', onDelete: 'CASCADE' })
  userId!: string;

  @Column({ type: 'text' })
  nickname!: string;

  /** The nickname as it is compared. */
  @Column({ name: 'nickname_folded', type: 'text' })
  nicknameFolded!: string;

  @Column({ type: 'date', nullable: true })
  birthday!: string | null;

  @Column({ type: 'text', nullable: true })
  bio!: string | null;

  @Column({ name: 'image_media_id', type: 'bigint', nullable: true })
  imageMediaId!: string | null;

  /** Takes the place of the other once it is processed. */
  @Column({ name: 'next_image_media_id', type: 'bigint', nullable: true })
  nextImageMediaId!: string | null;

  @Column({ name: 'is_public', type: 'boolean', default: true })
  isPublic!: boolean;

  /** Whether the person is suggested to others, and what the person does is part of what is suggested. */
  @Column({ name: 'is_discoverable', type: 'boolean', default: true })
  isDiscoverable!: boolean;

  @Column({ type: 'text', array: true, default: () => `'{}'` })
  links!: string[];

  @Column({ type: 'text', array: true, default: () => `'{}'` })
  skills!: string[];

  /** The skills as they are searched. */
  @Column({ name: 'skills_folded', type: 'text', array: true, default: () => `'{}'` })
  skillsFolded!: string[];

  @Column({ type: 'text', nullable: true })
  region!: string | null;

  /** The region as it is searched. */
  @Column({ name: 'region_folded', type: 'text', nullable: true })
  regionFolded!: string | null;

  @Column({ name: 'meet_time', type: 'text', nullable: true })
  meetTime!: MeetTime | null;

  /** Counts edits: the first part of the ETag. */
  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
