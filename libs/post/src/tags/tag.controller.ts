import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { mapPage, type Page } from '#libs/kernel';
import { ReadQuery, Endpoint, pageOf } from '#libs/http';
import { TagReader } from './tag.reader.js';
import { TagDto, TagListQuery } from './tag.dto.js';

/** Tags. */
@Controller('tags')
@ApiTags('Tags')
export class TagController {
  constructor(private readonly tags: TagReader) {}

  @Get()
  @Endpoint({
    summary: 'List tags',
    description: 'Tags of posts that everyone can see.',
    access: 'anyone',
    returns: pageOf(TagDto),
  })
  async listTags(@ReadQuery() { prefix, sort, ...page }: TagListQuery): Promise<Page<TagDto>> {
    const tags = await this.tags.page(prefix ?? '', sort, page);
    return mapPage(tags, ({ name, postCount }) => ({ name, postCount }));
  }
}
