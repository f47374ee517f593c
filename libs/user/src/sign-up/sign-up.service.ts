import { Injectable } from '@nestjs/common';
import { PasswordHasherService, SessionService, type SignedIn } from '#libs/account';
import { UnitOfWork } from '#libs/database';
import { type Client, type Form } from '#libs/http';
import { RegistrationService } from './registration.service.js';
import { type SignUp, SignUpCheckService } from './sign-up-check.service.js';

/** Lets new people in. */
@Injectable()
export class SignUpService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly forms: SignUpCheckService,
    private readonly registration: RegistrationService,
    private readonly sessions: SessionService,
    private readonly hasher: PasswordHasherService,
  ) {}

  /** The same as `fillIn` for what is complete. */
  signUp(wanted: SignUp, client: Client): Promise<SignedIn> {
    return this.fillIn({ fields: wanted, errors: [] }, client);
  }

  /**
   * Makes an account and signs its owner in.
   *
   * @throws DomainError that tells all that is refused: `validation-failed`, `too-young`, `weak-password`,
   * `email-taken`, `phone-taken`, `nickname-taken`
   */
  async fillIn(form: Form<SignUp>, client: Client): Promise<SignedIn> {
    const { password, ...wanted } = await this.forms.check(form);
    const passwordHash = await this.hasher.hash(password);
    return this.work.run(async () => {
      const userId = await this.registration.register(
        { ...wanted, emailVerified: false, passwordHash, role: 'user' },
        client.language,
      );
      return this.sessions.open(userId, client);
    });
  }
}
