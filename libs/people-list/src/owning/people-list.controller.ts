import { Controller, Delete, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  created,
  CurrentViewer,
  Endpoint,
  IfMatch,
  orNotFound,
  pageOf,
  PageQuery,
  PathId,
  ReadBody,
  ReadQuery,
  resource,
} from '#libs/http';
import { mapPage, type Page, type Viewer } from '#libs/kernel';
import { TooManyLists } from '../list/people-list.errors.js';
import type { PeopleList, PeopleListId } from '../list/people-list.js';
import { PeopleListReader } from '../list/people-list.reader.js';
import { PeopleListDto, PeopleListNameDto } from './people-list.dto.js';
import { PeopleListService } from './people-list.service.js';

/** Lists of people that I keep. Nobody else learns of them. */
@ApiTags('Lists')
@Controller('me/lists')
export class PeopleListController {
  constructor(
    private readonly lists: PeopleListService,
    private readonly reader: PeopleListReader,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List my lists of people',
    description: 'Newest first.',
    access: 'user',
    returns: pageOf(PeopleListDto),
  })
  async listPeopleLists(
    @CurrentViewer() { userId }: Viewer,
    @ReadQuery() query: PageQuery,
  ): Promise<Page<PeopleListDto>> {
    return mapPage(await this.reader.page(userId, query), shown);
  }

  @Post()
  @Endpoint({
    summary: 'Make a list of people',
    description: 'An empty one. At most 50 can be kept. Nobody in it is told, nobody else sees it.',
    access: 'user',
    returns: PeopleListDto,
    status: 201,
    idempotent: true,
    problems: [TooManyLists],
  })
  async createPeopleList(
    @CurrentViewer() viewer: Viewer,
    @ReadBody() { name }: PeopleListNameDto,
  ): Promise<Answer<PeopleListDto>> {
    const id = await this.lists.create(viewer, name);
    const list = orNotFound(await this.reader.own(viewer.userId, id));
    return created(shown(list), { location: `/v1/me/lists/${id}`, version: list.version });
  }

  @Get(':listId')
  @Endpoint({ summary: 'Read a list of people of mine', access: 'user', returns: PeopleListDto })
  async readPeopleList(
    @CurrentViewer() { userId }: Viewer,
    @PathId('listId') id: PeopleListId,
  ): Promise<Answer<PeopleListDto>> {
    const list = orNotFound(await this.reader.own(userId, id));
    return resource(shown(list), list.version);
  }

  @Patch(':listId')
  @Endpoint({ summary: 'Rename a list of people', access: 'user', returns: PeopleListDto })
  async renamePeopleList(
    @CurrentViewer() viewer: Viewer,
    @PathId('listId') id: PeopleListId,
    @IfMatch() expected: number | undefined,
    @ReadBody() { name }: PeopleListNameDto,
  ): Promise<Answer<PeopleListDto>> {
    await this.lists.rename(viewer, id, name, expected);
    return this.readPeopleList(viewer, id);
  }

  @Delete(':listId')
  @Endpoint({
    summary: 'Delete a list of people',
    description: 'The people stay as they are to me: followed or not.',
    access: 'user',
  })
  async deletePeopleList(
    @CurrentViewer() viewer: Viewer,
    @PathId('listId') id: PeopleListId,
    @IfMatch() expected: number | undefined,
  ): Promise<void> {
    await this.lists.remove(viewer, id, expected);
  }
}

function shown({ id, name, memberCount, createdAt, updatedAt }: PeopleList): PeopleListDto {
  return {
    id,
    name,
    memberCount,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
