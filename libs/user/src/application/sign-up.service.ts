import { Injectable } from '@nestjs/common';
import { type Client } from '#libs/http';
import { Settings } from '#libs/config';
import { UnitOfWork } from '#libs/database';
import { PasswordHasher } from '../infrastructure/password-hasher.js';
import {
  readFullName,
  readNickname,
  readPhone,
  requireAge,
  requireStrength,
} from './account-fields.js';
import { invalidField } from './invalid-field.js';
import { RegistrationService } from './registration.service.js';
import { SessionService, type SignedIn } from './session.service.js';

/** What a person says at sign-up. */
export interface SignUp {
  readonly email: string;
  /** 10–128 code points. */
  readonly password: string;
  readonly fullName: string;
  /** Required unless the operator says otherwise. A number without country code is a Korean one. */
  readonly phone?: string | null;
  readonly nickname: string;
  /** `YYYY-MM-DD` */
  readonly birthday: string;
}

/** Lets new people in. */
@Injectable()
export class SignUpService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly registration: RegistrationService,
    private readonly sessions: SessionService,
    private readonly hasher: PasswordHasher,
    private readonly settings: Settings,
  ) {}

  /**
   * Makes an account and signs its owner in.
   *
   * @throws DomainError `validation-failed`, `too-young`, `weak-password`, `email-taken`, `phone-taken`,
   * `nickname-taken`
   */
  async signUp(wanted: SignUp, client: Client): Promise<SignedIn> {
    const { email, password, birthday } = wanted;
    const fullName = readFullName(wanted.fullName);
    const nickname = readNickname(wanted.nickname);
    const phone = this.phoneOf(wanted);
    requireAge(birthday);
    requireStrength(password, { email, nickname });
    await this.registration.requireFree({ email, phone, nickname });
    const passwordHash = await this.hasher.hash(password);
    return this.work.run(async () => {
      const userId = await this.registration.register(
        {
          email,
          emailVerified: false,
          phone,
          fullName,
          passwordHash,
          role: 'user',
          nickname,
          birthday,
        },
        client.language,
      );
      return this.sessions.open(userId, client);
    });
  }

  private phoneOf({ phone }: SignUp): string | null {
    if (phone !== undefined && phone !== null) {
      return readPhone(phone);
    }
    if (this.settings.signUpRequirePhone) {
      throw invalidField('/phone', 'required', 'It is required.');
    }
    return null;
  }
}
