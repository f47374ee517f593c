import type { Feature } from '#libs/database';
import { PostReader } from './post.reader.js';
import { PostReadingController } from './post-reading.controller.js';

/** What the module takes from this folder. */
export const readingFeature: Feature = {
  controllers: [PostReadingController],
  providers: [PostReader],
};
