import type { Feature } from '#libs/database';
import { QuoteController } from './quote.controller.js';
import { QuoteReader } from './quote.reader.js';
import { QuoteRepository } from './quote.repository.js';
import { QuoteService } from './quote.service.js';
import { QuoteRecountHandler } from './quote-recount.handler.js';

/** What the module takes from this folder. */
export const quotesFeature: Feature = {
  controllers: [QuoteController],
  providers: [QuoteReader, QuoteRecountHandler, QuoteRepository, QuoteService],
};
