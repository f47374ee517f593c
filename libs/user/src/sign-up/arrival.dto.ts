import { FullNameField, MAX_PASSWORD, MIN_PASSWORD, PhoneField, TokensDto } from '#libs/account';
import { DateField, EmailField, ObjectField, TextField } from '#libs/http';
import { MeDto } from '../me/me.dto.js';
import { NicknameField } from '../names/nickname-field.dto.js';

/** What a person says at sign-up. */
export class SignUpDto {
  @EmailField({ description: 'Unique without regard to letter case.' })
  email!: string;

  @TextField({
    kind: 'exact',
    description: 'Not a common one, and equal neither to the email address nor to the nickname.',
    minLength: MIN_PASSWORD,
    maxLength: MAX_PASSWORD,
    example: 'amber-kettle-42',
  })
  password!: string;

  @FullNameField({})
  fullName!: string;

  @PhoneField({
    description:
      'Phone number, unique; a number without country code is a Korean one. Required unless the operator says otherwise.',
  })
  phone?: string | null;

  @NicknameField({
    description:
      'Unique handle: letters of any script, digits, `_` and `.`; compared without regard to letter case and Unicode form.',
  })
  nickname!: string;

  @DateField({ description: 'Day of birth; at least 14 years ago.' })
  birthday!: string;
}

/** A person who has just signed in. */
export class SignedInDto {
  @ObjectField(() => MeDto, { description: 'The account.' })
  user!: MeDto;

  @ObjectField(() => TokensDto, { description: 'The tokens of the new session.' })
  tokens!: TokensDto;
}
