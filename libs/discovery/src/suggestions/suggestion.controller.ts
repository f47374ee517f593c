import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, pageOf, PageQuery, ReadQuery } from '#libs/http';
import type { Page, Viewer } from '#libs/kernel';
import { SuggestionDto } from './suggestion.dto.js';
import { SuggestionService } from './suggestion.service.js';

/** Whom I may like to follow. */
@ApiTags('Discovery')
@Controller('me/suggestions')
export class SuggestionController {
  constructor(private readonly suggestions: SuggestionService) {}

  @Get('users')
  @Endpoint({
    summary: 'People whom I may like to follow',
    description:
      'The best first, 100 at most. Made of what everybody can see. One can page through them for two hours; then `invalid-cursor` says to begin again.',
    access: 'user',
    returns: pageOf(SuggestionDto),
  })
  listSuggestedUsers(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() query: PageQuery,
  ): Promise<Page<SuggestionDto>> {
    return this.suggestions.page(viewer, query);
  }
}
