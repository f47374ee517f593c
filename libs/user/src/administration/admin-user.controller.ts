import { Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DeletionFinal, LastSuperuser, PhoneTaken } from '#libs/account';
import {
  type Answer,
  CurrentViewer,
  Endpoint,
  Forbidden,
  type Form,
  IfMatch,
  orNotFound,
  pageOf,
  PathId,
  PreconditionFailed,
  ReadForm,
  ReadQuery,
  resource,
} from '#libs/http';
import type { Page, UserId, Viewer } from '#libs/kernel';
import { MeDto } from '../me/me.dto.js';
import type { OwnAccount } from '../me/own-account.js';
import { OwnAccountReader } from '../me/own-account.reader.js';
import { AccountQuery, AdministerUserDto } from './admin-user.dto.js';
import { AdministeredFormService } from './administered-form.service.js';
import { AdministeredListReader } from './administered-list.reader.js';
import { UserAdministrationService } from './user-administration.service.js';

@ApiTags('Administration')
@Controller('admin/users')
export class AdminUserController {
  constructor(
    private readonly list: AdministeredListReader,
    private readonly reader: OwnAccountReader,
    private readonly administration: UserAdministrationService,
    private readonly forms: AdministeredFormService,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Find accounts',
    description: 'Newest first, inactive ones too.',
    access: 'admin',
    returns: pageOf(MeDto),
  })
  async listAccounts(@ReadQuery() query: AccountQuery): Promise<Page<OwnAccount>> {
    const { items, nextCursor } = await this.list.newest(query, query);
    const accounts = await this.reader.accounts(items);
    return { items: accounts.map(({ value }) => value), nextCursor };
  }

  @Get(':userId')
  @Endpoint({
    summary: 'Read an account',
    description: 'Active or not.',
    access: 'admin',
    returns: MeDto,
  })
  async getAccount(@PathId('userId') userId: UserId): Promise<Answer<OwnAccount>> {
    const account = orNotFound(await this.reader.account(userId));
    return resource(account.value, account.version);
  }

  @Patch(':userId')
  @Endpoint({
    summary: 'Suspend, restore or change an account',
    description:
      'Administrators act on ordinary users, superusers on everybody, and only they change roles. A suspension ends all sessions at once.',
    access: 'admin',
    returns: MeDto,
    problems: [Forbidden, PhoneTaken, LastSuperuser, DeletionFinal, PreconditionFailed],
  })
  async administerAccount(
    @CurrentViewer() viewer: Viewer,
    @PathId('userId') userId: UserId,
    @ReadForm(AdministerUserDto) form: Form<AdministerUserDto>,
    @IfMatch() expected: number | undefined,
  ): Promise<Answer<OwnAccount>> {
    const change = await this.forms.read(userId, form);
    await this.administration.change(viewer, userId, change, expected);
    return this.getAccount(userId);
  }
}
