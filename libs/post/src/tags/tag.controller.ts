import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint, pageOf, ReadQuery } from '#libs/http';
import { mapPage, type Page } from '#libs/kernel';
import { TagDto, TagListQuery } from './tag.dto.js';
import { TagReader } from './tag.reader.js';

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
