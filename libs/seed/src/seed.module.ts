import { Module } from '@nestjs/common';
import { IndexBuilder } from './application/index-builder.service.js';
import { SeedCommunity } from './application/seed-community.service.js';
import { SeedReader } from './infrastructure/seed.reader.js';

/** A large community, for trying Maru out and for measuring it. */
@Module({
  providers: [IndexBuilder, SeedCommunity, SeedReader],
  exports: [SeedCommunity],
})
export class SeedModule {}
