import { Global, Module } from '@nestjs/common';
import { Reconciliations } from './reconciliations.js';

/** Where the libs say what can differ from their rows. */
@Global()
@Module({ providers: [Reconciliations], exports: [Reconciliations] })
export class ReconciliationModule {}
