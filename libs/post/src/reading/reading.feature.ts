import type { Feature } from '#libs/database';
import { PostReadingController } from './post-reading.controller.js';
import { PostReader } from './post.reader.js';

/** What the module takes from this folder. */
export const readingFeature: Feature = {
  controllers: [PostReadingController],
  providers: [PostReader],
};
