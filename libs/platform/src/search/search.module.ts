import { Global, Module } from '@nestjs/common';
import { PersistenceModule } from '../database/persistence.module.js';
import { TextSearch1763690000170 } from './migrations/1763690000170-text-search.js';
import { TextIndexes } from './text-index.js';

/** Search of texts for every lib. */
@Global()
@Module({
  imports: [PersistenceModule.forDomain({ migrations: [TextSearch1763690000170] })],
  providers: [TextIndexes],
  exports: [TextIndexes],
})
export class SearchModule {}
