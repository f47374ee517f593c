import { Module } from '@nestjs/common';
import { IndexBuilderService } from './loading/index-builder.service.js';
import { SeedReader } from './loading/seed.reader.js';
import { SeedCommunityService } from './loading/seed-community.service.js';

/** A large community, for trying Maru out and for measuring it. */
@Module({
  providers: [IndexBuilderService, SeedCommunityService, SeedReader],
  exports: [SeedCommunityService],
})
export class SeedModule {}
