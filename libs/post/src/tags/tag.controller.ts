import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, ReadQuery } from '#libs/http';
import { mapPage, type MaybeViewer, type Page } from '#libs/kernel';
import { type TagDto, TagListQuery, TagPage, type TrendingTagDto } from './tag.dto.js';
import { TagReader } from './tag.reader.js';
import { TagTrendReader } from './tag-trend.reader.js';

/** Tags. */
@Controller('tags')
@ApiTags('Tags')
export class TagController {
  constructor(
    private readonly tags: TagReader,
    private readonly trends: TagTrendReader,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List tags',
    description:
      'Tags of posts that everyone can see. With `sort=trending` each item is a `TrendingTag`, else a `Tag`.',
    access: 'anyone',
    returns: TagPage,
  })
  async listTags(
    @CurrentViewer() viewer: MaybeViewer,
    @ReadQuery() { prefix = '', sort, ...page }: TagListQuery,
  ): Promise<Page<TagDto | TrendingTagDto>> {
    if (sort === 'trending') {
      const trends = await this.trends.page(viewer, prefix, page);
      return mapPage(trends, ({ name, postCount, recentPeople, recentPosts, history }) => ({
        name,
        postCount,
        recentPeople,
        recentPosts,
        history,
      }));
    }
    const tags = await this.tags.page(prefix, sort, page);
    return mapPage(tags, ({ name, postCount }) => ({ name, postCount }));
  }
}
