import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, pageOf, PageQuery, ReadQuery } from '#libs/http';
import type { Page, Viewer } from '#libs/kernel';
import type { Image } from '../medium/image.js';
import { ImageDto } from './image.dto.js';
import { MediaPolicy } from './media.policy.js';
import { MediaReader } from './media.reader.js';

@Controller('me/images')
@ApiTags('Me')
export class MyImagesController {
  constructor(
    private readonly reader: MediaReader,
    private readonly policy: MediaPolicy,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List my pictures',
    description: 'The pictures that I uploaded and can see, newest first.',
    access: 'user',
    returns: pageOf(ImageDto),
  })
  async listMyImages(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() query: PageQuery,
  ): Promise<Page<Image>> {
    const { items, nextCursor } = await this.reader.ownedBy(viewer.userId, query);
    const visible = await this.policy.visibleTo(
      viewer,
      items.map(({ id }) => id),
    );
    return { items: items.filter(({ id }) => visible.has(id)), nextCursor };
  }
}
