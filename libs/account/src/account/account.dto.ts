import { EmailField, TextField } from '#libs/http';
import { MAX_PASSWORD, MIN_PASSWORD } from './password-policy.js';
import { FullNameField, PhoneField } from './person-fields.dto.js';

/** What changes of my account. */
export class EditAccountDto {
  @FullNameField({ optional: true })
  fullName?: string;

  @PhoneField({
    description: 'Phone number, unique; a number without country code is a Korean one.',
  })
  phone?: string | null;

  @EmailField({
    description:
      'A new address; needs `currentPassword` and takes effect when it is verified. The present address ends a change that waits.',
    optional: true,
  })
  email?: string;

  @TextField({
    kind: 'exact',
    description: 'The password, when the address changes.',
    maxLength: 1000,
    optional: true,
    example: 'amber-kettle-42',
  })
  currentPassword?: string;
}

/** The own password, to confirm the deletion of the account. */
export class DeleteAccountDto {
  @TextField({
    kind: 'exact',
    description: 'The password.',
    maxLength: 1000,
    example: 'amber-kettle-42',
  })
  password!: string;
}

/** A new password. */
export class ChangePasswordDto {
  @TextField({
    kind: 'exact',
    description: 'The present password.',
    maxLength: 1000,
    example: 'amber-kettle-42',
  })
  currentPassword!: string;

  @TextField({
    kind: 'exact',
    description: 'The new password.',
    minLength: MIN_PASSWORD,
    maxLength: MAX_PASSWORD,
    example: 'velvet-harbor-17',
  })
  newPassword!: string;
}
