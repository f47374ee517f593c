import type { Feature } from '#libs/database';
import { ListFeedController } from './list-feed.controller.js';

/** What the module takes from this folder. */
export const readingFeature: Feature = { controllers: [ListFeedController] };
