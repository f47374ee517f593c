import { Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AccountService,
  EditAccountDto,
  EmailTaken,
  InvalidCredentials,
  PhoneTaken,
} from '#libs/account';
import {
  type Answer,
  type Client,
  ClientInfo,
  CurrentViewer,
  defineRateLimit,
  Endpoint,
  type Form,
  IfMatch,
  orNotFound,
  PreconditionFailed,
  RateLimits,
  ReadForm,
  resource,
} from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { MeDto } from './me.dto.js';
import type { OwnAccount } from './own-account.js';
import { OwnAccountReader } from './own-account.reader.js';

/** Changes of what is unique: their answers tell whether somebody else has it. */
const CONTACT_CHANGES = defineRateLimit({ name: 'contact-change', points: 30, seconds: 3_600 });

@ApiTags('Me')
@Controller('me')
export class MeController {
  constructor(
    private readonly limits: RateLimits,
    private readonly reader: OwnAccountReader,
    private readonly accounts: AccountService,
  ) {}

  @Get()
  @Endpoint({ summary: 'Read my account', access: 'user', returns: MeDto })
  async getMe(@CurrentViewer() viewer: Viewer): Promise<Answer<OwnAccount>> {
    const account = orNotFound(await this.reader.account(viewer.userId));
    return resource(account.value, account.version);
  }

  @Patch()
  @Endpoint({
    summary: 'Change my account',
    description:
      'A new email address needs the password and waits in `pendingEmail` until it is verified; the present address is told.',
    access: 'user',
    returns: MeDto,
    problems: [EmailTaken, PhoneTaken, InvalidCredentials, PreconditionFailed],
  })
  async editMe(
    @CurrentViewer() viewer: Viewer,
    @ReadForm(EditAccountDto) form: Form<EditAccountDto>,
    @IfMatch() expected: number | undefined,
    @ClientInfo() client: Client,
  ): Promise<Answer<OwnAccount>> {
    if (form.fields.email !== undefined || form.fields.phone !== undefined) {
      await this.limits.consume(CONTACT_CHANGES, viewer.userId);
    }
    await this.accounts.fillIn(viewer, form, expected, client.language);
    return this.getMe(viewer);
  }
}
