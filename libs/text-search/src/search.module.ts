import { Global, Module } from '@nestjs/common';
import { PersistenceModule } from '#libs/database';
import { TextSearch1763690000170 } from './migrations/1763690000170-text-search.js';
import { Refolding1795698000170 } from './migrations/1795698000170-refolding.js';
import { RefoldingEntity } from './refolding/refolding.entity.js';
import { RefoldingRepository } from './refolding/refolding.repository.js';
import { Refoldings } from './refolding/refoldings.js';
import { TextIndexRepository } from './text-index.repository.js';

/** Search of texts for every lib. */
@Global()
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: [RefoldingEntity],
      migrations: [TextSearch1763690000170, Refolding1795698000170],
    }),
  ],
  providers: [TextIndexRepository, Refoldings, RefoldingRepository],
  exports: [TextIndexRepository, Refoldings],
})
export class SearchModule {}
