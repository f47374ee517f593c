import { FullNameField, MAX_NAME, PhoneField } from '#libs/account';
import { ReasonField } from '#libs/audit';
import { BooleanField, EnumField, PageQuery, TextField } from '#libs/http';
import type { Role } from '#libs/kernel';

const ROLES = ['user', 'admin', 'superuser'] as const;

/** Filters of the list of accounts. Texts are parts, compared without regard to letter case and Unicode form. */
export class AccountQuery extends PageQuery {
  @TextField({
    description: 'A part of the email address.',
    minLength: 1,
    maxLength: 254,
    optional: true,
    example: '@example.com',
  })
  email?: string;

  @TextField({
    description: 'A part of the phone number; punctuation makes no difference.',
    minLength: 1,
    maxLength: 40,
    optional: true,
    example: '010-1234',
  })
  phone?: string;

  @TextField({
    description: 'A part of the full name.',
    minLength: 1,
    maxLength: MAX_NAME,
    optional: true,
    example: '민아',
  })
  fullName?: string;

  @TextField({
    description: 'A part of the nickname.',
    minLength: 1,
    maxLength: MAX_NAME,
    optional: true,
    example: 'min',
  })
  nickname?: string;

  @BooleanField({
    description: 'Only active accounts, or only suspended and deleted ones.',
    optional: true,
  })
  isActive?: boolean;

  @EnumField({ description: 'The role.', values: ROLES, name: 'Role', optional: true })
  role?: Role;
}

/** What an administrator changes of an account. */
export class AdministerUserDto {
  @BooleanField({
    description:
      '`false` suspends; `true` undoes a suspension, or within 30 days a deletion by the owner.',
    optional: true,
  })
  isActive?: boolean;

  @FullNameField({ optional: true })
  fullName?: string;

  @PhoneField({ description: 'Phone number; `null` releases it for another account.' })
  phone?: string | null;

  @EnumField({
    description: 'The role; for superusers only.',
    values: ROLES,
    name: 'Role',
    optional: true,
  })
  role?: Role;

  @ReasonField()
  reason!: string;
}
