import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, PathId, ReadBody } from '#libs/http';
import type { UserId, Viewer } from '#libs/kernel';
import { LastSuperuser } from '../account/account.errors.js';
import { EraseAccountDto } from './erasure.dto.js';
import { ErasureAdministrationService } from './erasure-administration.service.js';

@ApiTags('Administration')
@Controller('admin/users/:userId/erase')
export class ErasureController {
  constructor(private readonly erasure: ErasureAdministrationService) {}

  @Post()
  @Endpoint({
    summary: 'Erase an account for good',
    description:
      'The account stops at once and can not be restored. Everything of the person is removed in the background; of comments that others answered a tombstone stays.',
    access: 'superuser',
    status: 202,
    problems: [LastSuperuser],
  })
  async eraseAccount(
    @CurrentViewer() viewer: Viewer,
    @PathId('userId') userId: UserId,
    @ReadBody() body: EraseAccountDto,
  ): Promise<void> {
    await this.erasure.request(viewer, userId, body.reason);
  }
}
