import {
  BooleanField,
  EmailField,
  EnumField,
  IdField,
  IntegerField,
  TextField,
  TimeField,
} from '#libs/http';
import type { SessionId } from '#libs/kernel';
import { MAX_PASSWORD, MIN_PASSWORD } from '../account/password-policy.js';

const EXAMPLE_TOKEN = 'Xb1rN0v9u3m5hQ0cC8yq2S7kT4wZ6eJfLdPaGiKoMnE';

/** What a person says at login. */
export class LoginDto {
  @TextField({ description: 'Email address.', maxLength: 254, example: 'mina@example.com' })
  email!: string;

  @TextField({
    kind: 'exact',
    description: 'Password.',
    maxLength: 1000,
    example: 'amber-kettle-42',
  })
  password!: string;
}

/** What a client signs its requests with. */
export class TokensDto {
  @TextField({
    description: 'Goes into the `Authorization` header. Lives 15 minutes.',
    maxLength: 2000,
    example: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.Zm9v',
  })
  accessToken!: string;

  @TextField({
    kind: 'exact',
    description: 'Exchanged once for the next pair. Lives 30 days.',
    maxLength: 200,
    example: EXAMPLE_TOKEN,
  })
  refreshToken!: string;

  @EnumField({ description: 'Kind of the access token.', values: ['Bearer'], name: 'TokenType' })
  tokenType!: 'Bearer';

  @IntegerField({
    description: 'Seconds until the access token ends.',
    min: 0,
    max: 86_400,
    example: 900,
  })
  expiresIn!: number;
}

/** A refresh token to exchange. */
export class RefreshDto {
  @TextField({
    kind: 'exact',
    description: 'The newest refresh token of the session.',
    maxLength: 2000,
    example: EXAMPLE_TOKEN,
  })
  refreshToken!: string;
}

/** The token of a mail. */
export class MailTokenDto {
  @TextField({
    kind: 'exact',
    description: 'The token of the mail.',
    maxLength: 2000,
    example: EXAMPLE_TOKEN,
  })
  token!: string;
}

/** An address whose owner forgot the password. */
export class ForgotPasswordDto {
  @EmailField({ description: 'The address of the account.' })
  email!: string;
}

/** A new password for the token of a mail. */
export class ResetPasswordDto extends MailTokenDto {
  @TextField({
    kind: 'exact',
    description: 'The new password.',
    minLength: MIN_PASSWORD,
    maxLength: MAX_PASSWORD,
    example: 'amber-kettle-42',
  })
  newPassword!: string;
}

/** An open session. */
export class SessionDto {
  @IdField({ description: 'Id of the session.' })
  id!: SessionId;

  @TextField({
    description: 'What the client said it is.',
    maxLength: 500,
    nullable: true,
    example: 'Maru/1.0 (Android 16)',
  })
  userAgent!: string | null;

  @TextField({
    description: 'Address of the last login or refresh.',
    maxLength: 100,
    example: '203.0.113.7',
  })
  ip!: string;

  @TimeField({ description: 'When the person logged in.' })
  createdAt!: string;

  @TimeField({ description: 'When the session was last refreshed.' })
  lastUsedAt!: string;

  @BooleanField({ description: 'Whether it is the session of this request.' })
  current!: boolean;
}
