import { Controller, Delete } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Viewer } from '#libs/kernel';
import { ReadBody, CurrentViewer, Endpoint } from '#libs/platform';
import { AccountStatusService } from '../application/account-status.service.js';
import { PasswordCheck } from '../application/password-check.service.js';
import { InvalidCredentials, LastSuperuser } from '../domain/user.errors.js';
import { DeleteAccountDto } from './me.dto.js';

@ApiTags('Me')
@Controller('me')
export class AccountDeletionController {
  constructor(
    private readonly check: PasswordCheck,
    private readonly status: AccountStatusService,
  ) {}

  @Delete()
  @Endpoint({
    summary: 'Delete my account',
    description:
      'Everything of mine disappears at once and my tokens stop. After 30 days it is erased for good.',
    access: 'user',
    problems: [InvalidCredentials, LastSuperuser],
  })
  async deleteMe(
    @CurrentViewer() viewer: Viewer,
    @ReadBody() body: DeleteAccountDto,
  ): Promise<void> {
    await this.check.require(viewer.userId, body.password);
    await this.status.deleteOwn(viewer.userId);
  }
}
