import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Settings } from '#libs/config';
import { Endpoint } from '#libs/http';
import { VersionDto } from './version.dto.js';
import { type Version, versionOf } from './version.js';

/** Tells which build answers. */
@ApiTags('Operations')
@Controller('version')
export class VersionController {
  private readonly version: Version;

  constructor(settings: Settings) {
    this.version = versionOf(settings.build);
  }

  @Get()
  @Endpoint({
    summary: 'Which build answers',
    access: 'anyone',
    always: true,
    returns: VersionDto,
  })
  readVersion(): VersionDto {
    return this.version;
  }
}
