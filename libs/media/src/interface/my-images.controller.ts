import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page, Viewer } from '#libs/kernel';
import { CurrentViewer, Endpoint, PageQuery, pageOf } from '#libs/platform';

import type { Image } from '../domain/image.js';
import { MediaReader } from '../infrastructure/media.reader.js';
import { ImageDto } from './image.dto.js';

@Controller('me/images')
@ApiTags('Me')
export class MyImagesController {
  constructor(private readonly reader: MediaReader) {}

  @Get()
  @Endpoint({
    summary: 'List my pictures',
    description: 'All pictures that I uploaded, newest first.',
    access: 'user',
    returns: pageOf(ImageDto),
  })
  async listMyImages(
    @CurrentViewer() viewer: Viewer,
    @Query() query: PageQuery,
  ): Promise<Page<Image>> {
    return this.reader.ownedBy(viewer.userId, query);
  }
}
