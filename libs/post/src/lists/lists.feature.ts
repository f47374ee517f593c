import type { Feature } from '#libs/database';
import { PostExportReader } from '../leaving/post-export.reader.js';
import { PostListController } from './post-list.controller.js';
import { PostListReader } from './post-list.reader.js';
import { TrendingPostReader } from './trending-post.reader.js';

/** What the module takes from this folder. */
export const listsFeature: Feature = {
  controllers: [PostListController],
  providers: [PostExportReader, PostListReader, TrendingPostReader],
};
