import type { Feature } from '#libs/database';
import { AuthorStandingHandler } from './author-standing.handler.js';
import { PictureAudienceService } from './picture-audience.service.js';
import { PostListingService } from './post-listing.service.js';

/** What the module takes from this folder. */
export const listingFeature: Feature = {
  providers: [AuthorStandingHandler, PictureAudienceService, PostListingService],
};
