import { Controller, Delete } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, IfMatch, PreconditionFailed, ReadBody } from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { DeleteAccountDto } from '../account/account.dto.js';
import { InvalidCredentials, LastSuperuser } from '../account/account.errors.js';
import { AccountDeletionService } from './account-deletion.service.js';

@ApiTags('Me')
@Controller('me')
export class AccountDeletionController {
  constructor(private readonly deletion: AccountDeletionService) {}

  @Delete()
  @Endpoint({
    summary: 'Delete my account',
    description:
      'Everything of mine disappears at once and my tokens stop. After 30 days it is erased for good.',
    access: 'user',
    problems: [InvalidCredentials, LastSuperuser, PreconditionFailed],
  })
  async deleteMe(
    @CurrentViewer() viewer: Viewer,
    @ReadBody() body: DeleteAccountDto,
    @IfMatch() expected: number | undefined,
  ): Promise<void> {
    await this.deletion.deleteMine(viewer, body.password, expected);
  }
}
