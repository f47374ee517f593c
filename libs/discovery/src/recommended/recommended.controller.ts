import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, HeadersOnly, pageOf, PageQuery, ReadQuery } from '#libs/http';
import type { Page, Viewer } from '#libs/kernel';
import { RecommendedPostDto } from './recommended.dto.js';
import { RecommendedService } from './recommended.service.js';

/** Posts that I may like. */
@ApiTags('Discovery')
@Controller('feeds/recommended')
export class RecommendedController {
  constructor(private readonly recommended: RecommendedService) {}

  @Get()
  @Endpoint({
    summary: 'Posts that I may like, of people whom I do not follow',
    description:
      'Public posts of the last 14 days, the best first; two of one author on a page at most. What a page delivered counts as seen: it comes again after 7 days at the earliest, but the same cursor gives the same page. One can page for two hours; then `invalid-cursor` says to begin again.',
    access: 'user',
    returns: pageOf(RecommendedPostDto),
  })
  readRecommendedFeed(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() query: PageQuery,
    @HeadersOnly() headersOnly: boolean,
  ): Promise<Page<RecommendedPostDto>> {
    return this.recommended.page(viewer, query, headersOnly);
  }
}
