import { Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  CurrentViewer,
  Endpoint,
  IfMatch,
  orNotFound,
  pageOf,
  PathId,
  PreconditionFailed,
  ReadBody,
  ReadQuery,
  resource,
} from '#libs/http';
import { type Page, searchedWords, type Viewer } from '#libs/kernel';
import type { MediaId } from '../medium/media.js';
import { AdminImageDto, AdminMediaQuery, ModerateMediaDto } from './admin-media.dto.js';
import { type AdminImage, AdminMediaReader } from './admin-media.reader.js';
import { MediaModerationService } from './media-moderation.service.js';

/** Pictures in the hands of administrators. */
@Controller('admin/media')
@ApiTags('Administration')
export class AdminMediaController {
  constructor(
    private readonly moderation: MediaModerationService,
    private readonly reader: AdminMediaReader,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Pictures, deleted and deactivated ones too',
    description: 'Newest first.',
    access: 'admin',
    returns: pageOf(AdminImageDto),
  })
  listMediaAsAdmin(
    @ReadQuery() { q, isActive, authorId, ...page }: AdminMediaQuery,
  ): Promise<Page<AdminImage>> {
    return this.reader.page({ words: searchedWords(q ?? ''), isActive, authorId }, page);
  }

  @Get(':mediaId')
  @Endpoint({ summary: 'Read any picture', access: 'admin', returns: AdminImageDto })
  async readMediaAsAdmin(@PathId('mediaId') id: MediaId): Promise<Answer<AdminImage>> {
    const found = orNotFound(await this.reader.find(id));
    return resource(found.image, found.version);
  }

  @Patch(':mediaId')
  @Endpoint({
    summary: 'Deactivate or restore a picture',
    description:
      'A deactivated picture is served to nobody and missing wherever it was. Goes to the audit log.',
    access: 'admin',
    returns: AdminImageDto,
    problems: [PreconditionFailed],
  })
  async moderateMedia(
    @CurrentViewer() viewer: Viewer,
    @PathId('mediaId') id: MediaId,
    @ReadBody() act: ModerateMediaDto,
    @IfMatch() expected: number | undefined,
  ): Promise<Answer<AdminImage>> {
    await this.moderation.moderate(viewer, id, act, expected);
    return this.readMediaAsAdmin(id);
  }
}
