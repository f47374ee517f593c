import type { Feature } from '#libs/database';
import { NoticeEntity } from './notice.entity.js';
import { NoticePolicy } from './notice.policy.js';
import { NoticeReader } from './notice.reader.js';
import { NoticeRepository } from './notice.repository.js';

/** What the module takes from this folder. */
export const noticeFeature: Feature = {
  providers: [NoticeRepository, NoticeReader, NoticePolicy],
  entities: [NoticeEntity],
};
