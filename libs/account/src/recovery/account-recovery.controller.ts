import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Client,
  ClientInfo,
  CurrentViewer,
  defineRateLimit,
  Endpoint,
  type Form,
  RateLimits,
  ReadBody,
  ReadForm,
} from '#libs/http';
import { networkOf, type Viewer } from '#libs/kernel';
import { EmailTaken, TokenInvalid, WeakPassword } from '../account/account.errors.js';
import { EmailVerificationService } from '../credentials/email-verification.service.js';
import { ForgotPasswordDto, MailTokenDto, ResetPasswordDto } from '../sign-in/auth.dto.js';
import { PasswordResetService } from './password-reset.service.js';

const FORGETTING = defineRateLimit({ name: 'forgot-password', points: 30, seconds: 3_600 });

@ApiTags('Authentication')
@Controller('auth')
export class AccountRecoveryController {
  constructor(
    private readonly limits: RateLimits,
    private readonly verification: EmailVerificationService,
    private readonly resets: PasswordResetService,
  ) {}

  @Post('verify-email')
  @Endpoint({
    summary: 'Verify an email address',
    description:
      'Uses up the token of a mail. A new address takes effect now, and the old one is told.',
    access: 'anyone',
    always: true,
    problems: [TokenInvalid, EmailTaken],
  })
  async verifyEmail(@ReadBody() body: MailTokenDto, @ClientInfo() client: Client): Promise<void> {
    await this.verification.verify(body.token, client.language);
  }

  @Post('verify-email/resend')
  @Endpoint({
    summary: 'Mail the link for verification again',
    description:
      'Nothing happens when nothing is to verify, or when the address got enough mails: one that nobody has verified gets three an hour and ten a day, whatever account and whatever for.',
    access: 'user',
    status: 202,
  })
  async resendVerification(
    @CurrentViewer() viewer: Viewer,
    @ClientInfo() client: Client,
  ): Promise<void> {
    await this.verification.resend(viewer.userId, client.language);
  }

  @Post('forgot-password')
  @Endpoint({
    summary: 'Mail a link for a new password',
    description: 'The answer does not tell whether the address has an account.',
    access: 'anyone',
    always: true,
    status: 202,
  })
  async forgotPassword(
    @ReadBody() body: ForgotPasswordDto,
    @ClientInfo() client: Client,
  ): Promise<void> {
    await this.limits.consume(FORGETTING, networkOf(client.ip));
    await this.resets.request(body.email, client.language);
  }

  @Post('reset-password')
  @Endpoint({
    summary: 'Set a new password',
    description:
      'Uses up the token of a mail and ends all sessions with everything that was begun before; another mail tells of it. A refused password does not use the token up.',
    access: 'anyone',
    always: true,
    problems: [TokenInvalid, WeakPassword],
  })
  async resetPassword(
    @ReadForm(ResetPasswordDto) form: Form<ResetPasswordDto>,
    @ClientInfo() client: Client,
  ): Promise<void> {
    await this.resets.reset(form, client.language);
  }
}
