import { Controller, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Client, ClientInfo, CurrentViewer, Endpoint, type Form, ReadForm } from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { ChangePasswordDto } from '../account/account.dto.js';
import { InvalidCredentials, WeakPassword } from '../account/account.errors.js';
import { PasswordService } from './password.service.js';

@ApiTags('Me')
@Controller('me')
export class PasswordController {
  constructor(private readonly passwords: PasswordService) {}

  @Put('password')
  @Endpoint({
    summary: 'Change my password',
    description:
      'Ends all my other sessions, and what was begun before: an address that waits for its verification, the links of all mails, exports. A mail tells me of it.',
    access: 'user',
    problems: [InvalidCredentials, WeakPassword],
  })
  async changePassword(
    @CurrentViewer() viewer: Viewer,
    @ReadForm(ChangePasswordDto) form: Form<ChangePasswordDto>,
    @ClientInfo() client: Client,
  ): Promise<void> {
    await this.passwords.change(viewer, form, client);
  }
}
