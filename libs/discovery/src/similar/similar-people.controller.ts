import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, pageOf, PageQuery, PathId, ReadQuery } from '#libs/http';
import type { MaybeViewer, Page, UserId } from '#libs/kernel';
import { UserDto } from '#libs/people';
import { SimilarPeopleService } from './similar-people.service.js';

/** People who are like a person. */
@ApiTags('Discovery')
@Controller('users/:userId/similar')
export class SimilarPeopleController {
  constructor(private readonly similar: SimilarPeopleService) {}

  @Get()
  @Endpoint({
    summary: 'People who are like a person',
    description:
      'Followed by the same people, the nearest first; without whom I follow already, and whom I would not be suggested.',
    access: 'anyone',
    returns: pageOf(UserDto),
  })
  listSimilarUsers(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('userId') userId: UserId,
    @ReadQuery() query: PageQuery,
  ): Promise<Page<UserDto>> {
    return this.similar.of(userId, viewer, query);
  }
}
