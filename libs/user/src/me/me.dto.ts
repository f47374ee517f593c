import { MAX_NAME } from '#libs/account';
import {
  BooleanField,
  DateField,
  EmailField,
  EnumField,
  IdField,
  ListField,
  ObjectField,
  TextField,
  TimeField,
  UrlField,
} from '#libs/http';
import type { Role, UserId } from '#libs/kernel';
import { NicknameField } from '../names/nickname-field.dto.js';
import { MEET_TIMES, type MeetTime } from '../profile/meet-time.js';
import {
  MAX_BIO,
  MAX_LINKS,
  MAX_REGION,
  MAX_SKILL,
  MAX_SKILLS,
} from '../profile/profile-limits.js';
import {
  IMAGE_STATUSES,
  type ImageStatus,
  type OwnAccount,
  type OwnProfile,
} from './own-account.js';

/** My profile, with what others don't see. */
export class MyProfileDto implements OwnProfile {
  @TextField({ description: 'Unique handle.', maxLength: MAX_NAME, example: 'mina' })
  nickname!: string;

  @DateField({ description: 'Day of birth.', nullable: true })
  birthday!: string | null;

  @TextField({ kind: 'lines', description: 'About me.', maxLength: MAX_BIO, nullable: true })
  bio!: string | null;

  @UrlField({ description: 'Address of the profile picture.', nullable: true })
  imageUrl!: string | null;

  @EnumField({
    description:
      'What became of the picture that was set last. While it is `processing`, and when it has `failed`, `imageUrl` is that of the one before.',
    values: IMAGE_STATUSES,
    name: 'ProfileImageStatus',
  })
  imageStatus!: ImageStatus;

  @BooleanField({
    description: 'Whether everybody sees my posts and lists; else only accepted followers do.',
  })
  isPublic!: boolean;

  @BooleanField({
    description:
      'Whether I may be suggested to others, and what I do in public may be part of why somebody or something is suggested.',
  })
  discoverable!: boolean;

  @ListField({ description: 'Web addresses.', of: 'url', maxItems: MAX_LINKS })
  links!: string[];

  @ListField({
    description: 'What I am good at.',
    of: 'text',
    maxItems: MAX_SKILLS,
    maxLength: MAX_SKILL,
  })
  skills!: string[];

  @TextField({ description: 'Where I am.', maxLength: MAX_REGION, nullable: true })
  region!: string | null;

  @EnumField({
    description: 'When I have time to meet.',
    values: MEET_TIMES,
    name: 'MeetTime',
    nullable: true,
  })
  meetTime!: MeetTime | null;

  @TimeField({ description: 'When the profile was last edited.' })
  updatedAt!: string;
}

/** My account, with what others don't see. */
export class MeDto implements OwnAccount {
  @IdField({ description: 'Id of the account.' })
  id!: UserId;

  @EmailField({ description: 'Email address.' })
  email!: string;

  @BooleanField({ description: 'Whether the address was verified.' })
  emailVerified!: boolean;

  @EmailField({ description: 'A new address that waits for its verification.', nullable: true })
  pendingEmail!: string | null;

  @TextField({
    description: 'Phone number in E.164 form.',
    maxLength: 16,
    nullable: true,
    example: '+821012345678',
  })
  phone!: string | null;

  @TextField({ description: 'Full name.', maxLength: MAX_NAME, example: 'Kim Mina' })
  fullName!: string;

  @EnumField({
    description: 'What the person may do.',
    values: ['user', 'admin', 'superuser'],
    name: 'Role',
  })
  role!: Role;

  @BooleanField({ description: '`false` when the account is suspended or deleted.' })
  isActive!: boolean;

  @TimeField({ description: 'When the person last logged in.', nullable: true })
  lastLoginAt!: string | null;

  @TimeField({ description: 'When the person signed up.' })
  createdAt!: string;

  @TimeField({ description: 'When the account was last edited.' })
  updatedAt!: string;

  @ObjectField(() => MyProfileDto, { description: 'The profile.' })
  profile!: MyProfileDto;
}

/** What changes of my profile. */
export class EditProfileDto {
  @NicknameField({
    description: 'Unique handle: letters of any script, digits, `_` and `.`.',
    optional: true,
  })
  nickname?: string;

  @DateField({
    description: 'Day of birth; at least 14 years ago.',
    optional: true,
    nullable: true,
  })
  birthday?: string | null;

  @TextField({
    kind: 'lines',
    description: 'About me.',
    maxLength: MAX_BIO,
    optional: true,
    nullable: true,
  })
  bio?: string | null;

  @BooleanField({
    description: 'Whether everybody sees my posts and lists. Turning public accepts open requests.',
    optional: true,
  })
  isPublic?: boolean;

  @BooleanField({
    description:
      'Whether I may be suggested to others. `false` takes me, my posts and my follows out of all that is suggested, at once.',
    optional: true,
  })
  discoverable?: boolean;

  @ListField({
    description: 'Web addresses, http or https.',
    of: 'url',
    maxItems: MAX_LINKS,
    unique: true,
    optional: true,
  })
  links?: string[];

  @ListField({
    description: 'What I am good at.',
    of: 'text',
    maxItems: MAX_SKILLS,
    minLength: 1,
    maxLength: MAX_SKILL,
    unique: true,
    optional: true,
  })
  skills?: string[];

  @TextField({
    description: 'Where I am.',
    minLength: 1,
    maxLength: MAX_REGION,
    optional: true,
    nullable: true,
  })
  region?: string | null;

  @EnumField({
    description: 'When I have time to meet.',
    values: MEET_TIMES,
    name: 'MeetTime',
    optional: true,
    nullable: true,
  })
  meetTime?: MeetTime | null;
}
