import { Controller, Get, Module, Patch, Post } from '@nestjs/common';
import {
  AccountModule,
  AccountReader,
  AccountService,
  EditAccountDto,
  LoginDto,
  LoginService,
  type PrivateAccount,
} from '#libs/account';
import {
  type Client,
  ClientInfo,
  CurrentViewer,
  Endpoint,
  type Form,
  ReadBody,
  ReadForm,
} from '#libs/http';
import type { Viewer } from '#libs/kernel';

/** The endpoints of accounts that stand above them, since they show profiles: here they show an account only. */
@Controller()
class FrontController {
  constructor(
    private readonly reader: AccountReader,
    private readonly accounts: AccountService,
    private readonly logins: LoginService,
  ) {}

  @Post('auth/login')
  @Endpoint({ summary: 'Log in', access: 'anyone', always: true, returns: Object })
  async login(@ReadBody() body: LoginDto, @ClientInfo() client: Client): Promise<object> {
    const { userId, tokens } = await this.logins.login(body, client);
    return { user: await this.reader.own(userId), tokens };
  }

  @Get('me')
  @Endpoint({ summary: 'Read my account', access: 'user', returns: Object })
  getMe(@CurrentViewer() { userId }: Viewer): Promise<PrivateAccount | undefined> {
    return this.reader.own(userId);
  }

  @Patch('me')
  @Endpoint({ summary: 'Change my account', access: 'user', returns: Object })
  async editMe(
    @CurrentViewer() viewer: Viewer,
    @ReadForm(EditAccountDto) form: Form<EditAccountDto>,
    @ClientInfo() { language }: Client,
  ): Promise<PrivateAccount | undefined> {
    await this.accounts.fillIn(viewer, form, undefined, language);
    return this.reader.own(viewer.userId);
  }
}

/** Accounts, as they are met over HTTP. */
@Module({ imports: [AccountModule], controllers: [FrontController] })
export class FrontModule {}
