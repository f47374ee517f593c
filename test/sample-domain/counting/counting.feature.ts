import type { Feature } from '#libs/database';
import { NoticeCountHandler } from './notice-count.handler.js';
import { NoticeCounterEntity } from './notice-counter.entity.js';
import { NoticeRecountHandler } from './notice-recount.handler.js';

/** What the module takes from this folder. */
export const countingFeature: Feature = {
  providers: [NoticeCountHandler, NoticeRecountHandler],
  entities: [NoticeCounterEntity],
};
