import { Global, Module } from '@nestjs/common';
import { PersistenceModule } from '#libs/database';
import { TextSearch1763690000170 } from './migrations/1763690000170-text-search.js';
import { Refolding1795698000170 } from './migrations/1795698000170-refolding.js';
import { RefoldingRecord } from './refolding/refolding.entity.js';
import { RefoldingRepository } from './refolding/refolding.repository.js';
import { Refoldings } from './refolding/refoldings.js';
import { TextIndexes } from './text-index.repository.js';

/** Search of texts for every lib. */
@Global()
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: [RefoldingRecord],
      migrations: [TextSearch1763690000170, Refolding1795698000170],
    }),
  ],
  providers: [TextIndexes, Refoldings, RefoldingRepository],
  exports: [TextIndexes, Refoldings],
})
export class SearchModule {}
