import { Controller, Delete, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CurrentViewer,
  Endpoint,
  NotFound,
  pageOf,
  PageQuery,
  PathId,
  ReadQuery,
} from '#libs/http';
import { DomainError, type Page, type UserId, type Viewer } from '#libs/kernel';
import { UserDto, UserReader } from '#libs/people';
import { Blocked } from '#libs/social-graph';
import { ListFull } from '../list/people-list.errors.js';
import type { PeopleListId } from '../list/people-list.js';
import { PeopleListReader } from '../list/people-list.reader.js';
import { PeopleListMemberService } from './people-list-member.service.js';

/** Who is in my lists. */
@ApiTags('Lists')
@Controller('me/lists/:listId/members')
export class PeopleListMemberController {
  constructor(
    private readonly members: PeopleListMemberService,
    private readonly reader: PeopleListReader,
    private readonly people: UserReader,
  ) {}

  @Get()
  @Endpoint({
    summary: 'People in a list of mine',
    description: 'Who was added last first, without inactive people.',
    access: 'user',
    returns: pageOf(UserDto),
  })
  async listPeopleListMembers(
    @CurrentViewer() viewer: Viewer,
    @PathId('listId') id: PeopleListId,
    @ReadQuery() query: PageQuery,
  ): Promise<Page<UserDto>> {
    if (!(await this.reader.isOwn(viewer.userId, id))) {
      throw new DomainError(NotFound);
    }
    const { items, nextCursor } = await this.reader.members(viewer.userId, id, query);
    return { items: await this.people.cards(viewer, items), nextCursor };
  }

  @Put(':userId')
  @Endpoint({
    summary: 'Put a person into a list of mine',
    description:
      'Whether I follow the person or not, myself too. At most 500 people are in a list. The person is not told. A block takes both out of each other’s lists.',
    access: 'user',
    problems: [Blocked, ListFull],
  })
  async addPeopleListMember(
    @CurrentViewer() viewer: Viewer,
    @PathId('listId') id: PeopleListId,
    @PathId('userId') userId: UserId,
  ): Promise<void> {
    await this.members.add(viewer, id, userId);
  }

  @Delete(':userId')
  @Endpoint({
    summary: 'Take a person out of a list of mine',
    description: 'Also when the person is not in it.',
    access: 'user',
  })
  async removePeopleListMember(
    @CurrentViewer() viewer: Viewer,
    @PathId('listId') id: PeopleListId,
    @PathId('userId') userId: UserId,
  ): Promise<void> {
    await this.members.remove(viewer, id, userId);
  }
}
