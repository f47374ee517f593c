import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AccountSuspended,
  EmailTaken,
  InvalidCredentials,
  type IssuedTokens,
  LoginDto,
  LoginService,
  PhoneTaken,
  type SignedIn,
  WeakPassword,
} from '#libs/account';
import {
  type Answer,
  type Client,
  ClientInfo,
  created,
  defineRateLimit,
  Endpoint,
  type Form,
  orNotFound,
  type RateLimit,
  RateLimits,
  ReadBody,
  ReadForm,
} from '#libs/http';
import { networkOf } from '#libs/kernel';
import type { OwnAccount } from '../me/own-account.js';
import { OwnAccountReader } from '../me/own-account.reader.js';
import { NicknameTaken } from '../names/nickname.errors.js';
import { TooYoung } from '../profile/profile.errors.js';
import { SignedInDto, SignUpDto } from './arrival.dto.js';
import { SignUpService } from './sign-up.service.js';

const SIGN_UPS = defineRateLimit({ name: 'sign-up', points: 10, seconds: 3_600 });

/** Forms that are refused anyway: their answers tell whether somebody has what is unique. */
const QUESTIONS = defineRateLimit({ name: 'sign-up-question', points: 30, seconds: 3_600 });

/** What somebody gets who comes in. */
interface Arrival {
  readonly user: OwnAccount;
  readonly tokens: IssuedTokens;
}

@ApiTags('Authentication')
@Controller('auth')
export class SignInController {
  constructor(
    private readonly limits: RateLimits,
    private readonly signUps: SignUpService,
    private readonly logins: LoginService,
    private readonly accounts: OwnAccountReader,
  ) {}

  @Post('sign-up')
  @Endpoint({
    summary: 'Sign up',
    description:
      'Makes an account and its first session, and mails a link that verifies the address.',
    access: 'anyone',
    always: true,
    status: 201,
    returns: SignedInDto,
    problems: [EmailTaken, PhoneTaken, NicknameTaken, TooYoung, WeakPassword],
  })
  async signUp(
    @ReadForm(SignUpDto) form: Form<SignUpDto>,
    @ClientInfo() client: Client,
  ): Promise<Answer<Arrival>> {
    const limit = limitOf(form);
    if (limit !== undefined) {
      await this.limits.consume(limit, networkOf(client.ip));
    }
    const signedIn = await this.signUps.fillIn(form, client);
    return created(await this.present(signedIn), { location: '/v1/me' });
  }

  @Post('login')
  @Endpoint({
    summary: 'Log in',
    description: 'Opens a session. The answer does not tell whether an address has an account.',
    access: 'anyone',
    always: true,
    returns: SignedInDto,
    problems: [InvalidCredentials, AccountSuspended],
  })
  async login(@ReadBody() body: LoginDto, @ClientInfo() client: Client): Promise<Arrival> {
    return this.present(await this.logins.login(body, client));
  }

  private async present({ userId, tokens }: SignedIn): Promise<Arrival> {
    const account = orNotFound(await this.accounts.account(userId));
    return { user: account.value, tokens };
  }
}

/** What a form counts as: one that asks nothing, since nothing unique in it can be read, costs nothing. */
function limitOf({ fields, errors }: Form<SignUpDto>): RateLimit | undefined {
  if (errors.length === 0) {
    return SIGN_UPS;
  }
  const { email, phone, nickname } = fields;
  return [email, phone, nickname].some((name) => typeof name === 'string') ? QUESTIONS : undefined;
}
