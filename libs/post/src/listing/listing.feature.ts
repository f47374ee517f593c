import type { Feature } from '#libs/database';
import { AuthorExposureHandler } from './author-exposure.handler.js';
import { PictureAudienceService } from './picture-audience.service.js';
import { PostListingService } from './post-listing.service.js';

/** What the module takes from this folder. */
export const listingFeature: Feature = {
  providers: [AuthorExposureHandler, PictureAudienceService, PostListingService],
};
