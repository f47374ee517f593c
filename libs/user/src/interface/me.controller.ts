import { Body, Controller, Delete, Get, Patch, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DomainError, type Viewer } from '#libs/kernel';
import {
  type Answer,
  type Client,
  ClientInfo,
  CurrentViewer,
  Endpoint,
  IfMatch,
  NotFound,
  PreconditionFailed,
  resource,
} from '#libs/platform';
import { AccountStatusService } from '../application/account-status.service.js';
import { AccountService } from '../application/account.service.js';
import { invalidField } from '../application/invalid-field.js';

import { PasswordCheck } from '../application/password-check.service.js';
import { PasswordService } from '../application/password.service.js';
import {
  EmailTaken,
  InvalidCredentials,
  LastSuperuser,
  PhoneTaken,
  WeakPassword,
} from '../domain/user.errors.js';
import { OwnAccountReader } from '../infrastructure/own-account.reader.js';
import { ChangePasswordDto, DeleteAccountDto, EditAccountDto, MeDto } from './me.dto.js';

@ApiTags('Me')
@Controller('me')
export class MeController {
  constructor(
    private readonly reader: OwnAccountReader,
    private readonly accounts: AccountService,
    private readonly check: PasswordCheck,
    private readonly passwords: PasswordService,
    private readonly status: AccountStatusService,
  ) {}

  @Get()
  @Endpoint({ summary: 'Read my account', access: 'user', returns: MeDto })
  async getMe(@CurrentViewer() viewer: Viewer): Promise<Answer<MeDto>> {
    const account = await this.reader.account(viewer.userId);
    if (account === undefined) {
      throw new DomainError(NotFound);
    }
    return resource<MeDto>(account.value, account.version);
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
    @Body() body: EditAccountDto,
    @IfMatch() expected: number | undefined,
    @ClientInfo() client: Client,
  ): Promise<Answer<MeDto>> {
    const { currentPassword, ...change } = body;
    if (change.email !== undefined) {
      if (currentPassword === undefined) {
        throw invalidField('/currentPassword', 'required', 'A new email address needs it.');
      }
      await this.check.require(viewer.userId, currentPassword);
    }
    await this.accounts.edit(viewer, change, expected, client.language);
    return this.getMe(viewer);
  }

  @Delete()
  @Endpoint({
    summary: 'Delete my account',
    description:
      'Everything of mine disappears at once and my tokens stop. After 30 days it is erased for good.',
    access: 'user',
    problems: [InvalidCredentials, LastSuperuser],
  })
  async deleteMe(@CurrentViewer() viewer: Viewer, @Body() body: DeleteAccountDto): Promise<void> {
    await this.check.require(viewer.userId, body.password);
    await this.status.deleteOwn(viewer.userId);
  }

  @Put('password')
  @Endpoint({
    summary: 'Change my password',
    description: 'Ends all my other sessions.',
    access: 'user',
    problems: [InvalidCredentials, WeakPassword],
  })
  async changePassword(
    @CurrentViewer() viewer: Viewer,
    @Body() body: ChangePasswordDto,
  ): Promise<void> {
    await this.passwords.change(viewer, body);
  }
}
