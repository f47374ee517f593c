import { Controller, Delete, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CurrentViewer,
  Endpoint,
  type Form,
  NotFound,
  orNotFound,
  pageOf,
  PageQuery,
  PathId,
  ReadForm,
  ReadQuery,
  Refusals,
} from '#libs/http';
import { mapPage, type Page, type Viewer } from '#libs/kernel';
import { RecentSearchDto, RememberSearchDto } from './recent-search.dto.js';
import type { NewSearch, RecentSearch, RecentSearchId } from './recent-search.js';
import { RecentSearchReader } from './recent-search.reader.js';
import { RecentSearchService } from './recent-search.service.js';

/** What I looked for lately. Nobody else learns of it. */
@ApiTags('Discovery')
@Controller('me/recent-searches')
export class RecentSearchController {
  constructor(
    private readonly searches: RecentSearchService,
    private readonly reader: RecentSearchReader,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List what I looked for lately',
    description: 'Newest first, 20 at most, without people whom I can’t see any more.',
    access: 'user',
    returns: pageOf(RecentSearchDto),
  })
  async listRecentSearches(
    @CurrentViewer() { userId }: Viewer,
    @ReadQuery() query: PageQuery,
  ): Promise<Page<RecentSearchDto>> {
    return mapPage(await this.reader.page(userId, query), shown);
  }

  @Put()
  @Endpoint({
    summary: 'Remember what I looked for',
    description:
      'Only what is sent here is remembered. The same search again moves up; the oldest beyond 20 are forgotten.',
    access: 'user',
    returns: RecentSearchDto,
    problems: [NotFound],
  })
  async rememberSearch(
    @CurrentViewer() viewer: Viewer,
    @ReadForm(RememberSearchDto) form: Form<RememberSearchDto>,
  ): Promise<RecentSearchDto> {
    const id = await this.searches.remember(viewer, searchOf(form));
    return shown(orNotFound(await this.reader.own(viewer.userId, id)));
  }

  @Delete()
  @Endpoint({ summary: 'Forget all that I looked for', access: 'user' })
  async forgetSearches(@CurrentViewer() viewer: Viewer): Promise<void> {
    await this.searches.forgetAll(viewer);
  }

  @Delete(':searchId')
  @Endpoint({
    summary: 'Forget one search of mine',
    description: 'Also when it is forgotten.',
    access: 'user',
  })
  async forgetSearch(
    @CurrentViewer() viewer: Viewer,
    @PathId('searchId') id: RecentSearchId,
  ): Promise<void> {
    await this.searches.forget(viewer, id);
  }
}

/** The one thing that a form names. @throws DomainError `validation-failed` */
function searchOf({ fields, errors }: Form<RememberSearchDto>): NewSearch {
  const { userId = null, tag = null, text = null } = fields;
  const named = [userId, tag, text].filter((value) => value !== null);
  const refusals = new Refusals(errors);
  if (errors.length === 0 && named.length !== 1) {
    refusals.missing('', 'Exactly one of userId, tag and text is required.');
  }
  refusals.throwIfAny();
  if (userId !== null) {
    return { kind: 'user', userId, text: null };
  }
  return tag === null ? { kind: 'text', userId, text } : { kind: 'tag', userId, text: tag };
}

function shown({ searchedAt, ...search }: RecentSearch): RecentSearchDto {
  return { ...search, searchedAt: searchedAt.toISOString() };
}
