import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint, pageOf, ReadQuery } from '#libs/http';
import type { Page } from '#libs/kernel';
import { AdminFollowDto, AdminFollowQuery } from './admin-follow.dto.js';
import { AdminFollowReader } from './admin-follow.reader.js';

/** Follows as administrators see them. */
@Controller('admin/follows')
@ApiTags('Administration')
export class AdminFollowController {
  constructor(private readonly follows: AdminFollowReader) {}

  @Get()
  @Endpoint({
    summary: 'Follows, of inactive people too',
    description:
      'With a filter the newest follow first, without one the follows of the newest people first.',
    access: 'admin',
    returns: pageOf(AdminFollowDto),
  })
  listFollowsAsAdmin(@ReadQuery() query: AdminFollowQuery): Promise<Page<AdminFollowDto>> {
    return this.follows.page(query);
  }
}
