import { PostSchema1763690000500 } from './1763690000500-post-schema.js';
import { PostModeration1763690000510 } from './1763690000510-post-moderation.js';
import { PostSearch1763690000520 } from './1763690000520-post-search.js';
import { TagRanks1763690000530 } from './1763690000530-tag-ranks.js';
import { PostEntities1795745000500 } from './1795745000500-post-entities.js';
import { PostPinsAndWarnings1795745000510 } from './1795745000510-post-pins-and-warnings.js';
import { PostSchedule1795780500500 } from './1795780500500-post-schedule.js';
import { PostScheduleIndexes1795780500510 } from './1795780500510-post-schedule-indexes.js';
import { PostQuotes1795780600500 } from './1795780600500-post-quotes.js';
import { PostQuoteIndex1795780600510 } from './1795780600510-post-quote-index.js';
import { PostReposts1795780600520 } from './1795780600520-post-reposts.js';
import { Polls1795780700500 } from './1795780700500-polls.js';
import { TagTrends1795791400000 } from './1795791400000-tag-trends.js';
import { PostFeedIds1795794000500 } from './1795794000500-post-feed-ids.js';

/** All of this lib, oldest first. */
export const postMigrations = [
  PostSchema1763690000500,
  PostModeration1763690000510,
  PostSearch1763690000520,
  TagRanks1763690000530,
  PostEntities1795745000500,
  PostPinsAndWarnings1795745000510,
  PostSchedule1795780500500,
  PostScheduleIndexes1795780500510,
  PostQuotes1795780600500,
  PostQuoteIndex1795780600510,
  PostReposts1795780600520,
  Polls1795780700500,
  TagTrends1795791400000,
  PostFeedIds1795794000500,
];
