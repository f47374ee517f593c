import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, pageOf, ReadQuery } from '#libs/http';
import type { Page, Viewer } from '#libs/kernel';
import { RingQuery, StoryRingDto } from './ring.dto.js';
import { RingReader } from './ring.reader.js';

/** The story feed. */
@ApiTags('Stories')
@Controller('feeds/stories')
export class RingController {
  constructor(private readonly reader: RingReader) {}

  @Get()
  @Endpoint({
    summary: 'Stories of the people whom I follow, and mine',
    description:
      'One ring for each person: mine first, for that is where one looks who has seen it, then those with something that I haven’t seen, then the others; the last shared first. What comes or is seen while one pages moves no ring. People whom I mute or who are across a block are left out.',
    access: 'user',
    returns: pageOf(StoryRingDto),
  })
  readStoryFeed(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() query: RingQuery,
  ): Promise<Page<StoryRingDto>> {
    return this.reader.page(viewer, query);
  }
}
