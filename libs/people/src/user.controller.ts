import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { MAX_NAME } from '#libs/account';
import {
  type Answer,
  CurrentViewer,
  Endpoint,
  orNotFound,
  pageOf,
  PathId,
  PathText,
  ReadQuery,
  resource,
} from '#libs/http';
import type { MaybeViewer, Page, UserId } from '#libs/kernel';
import { PeopleQuery, UserDto } from './user.dto.js';
import { UserReader } from './user.reader.js';
import type { UserCard } from './user-card.js';
import { UserListReader } from './user-list.reader.js';

@ApiTags('People')
@Controller('users')
export class UserController {
  constructor(
    private readonly list: UserListReader,
    private readonly people: UserReader,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Find people',
    description:
      'Newest first, or by followers gained in 30 days. Without filters everybody whom the viewer may see.',
    access: 'anyone',
    returns: pageOf(UserDto),
  })
  async listUsers(
    @CurrentViewer() viewer: MaybeViewer,
    @ReadQuery() query: PeopleQuery,
  ): Promise<Page<UserCard>> {
    const { items, nextCursor } = await this.list.page(viewer, query, query.sort, query);
    return { items: await this.people.cards(viewer, items), nextCursor };
  }

  @Get('by-nickname/:nickname')
  @Endpoint({
    summary: 'Read a person by nickname',
    description: 'Letter case and Unicode form make no difference.',
    access: 'anyone',
    returns: UserDto,
  })
  async getUserByNickname(
    @CurrentViewer() viewer: MaybeViewer,
    @PathText('nickname', {
      maxLength: MAX_NAME,
      description: 'The nickname of a person.',
      example: 'mina',
    })
    nickname: string,
  ): Promise<Answer<UserCard>> {
    const userId = orNotFound(await this.list.idOf(nickname));
    return this.getUser(viewer, userId);
  }

  @Get(':userId')
  @Endpoint({ summary: 'Read a person', access: 'anyone', returns: UserDto })
  async getUser(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('userId') userId: UserId,
  ): Promise<Answer<UserCard>> {
    const found = orNotFound(await this.people.versionedCard(viewer, userId));
    return resource(found.card, found.version);
  }
}
