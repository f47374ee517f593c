import type { Feature } from '#libs/database';
import { AudienceChangesService } from './audience-changes.service.js';
import { MediaLinksService } from './media-links.service.js';
import { MediaShelvesService } from './media-shelves.service.js';
import { ShelvingHandler } from './shelving.handler.js';

/** What the module takes from this folder. */
export const addressesFeature: Feature = {
  providers: [AudienceChangesService, MediaLinksService, MediaShelvesService, ShelvingHandler],
};
