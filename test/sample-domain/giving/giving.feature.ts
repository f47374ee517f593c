import type { Feature } from '#libs/database';
import { NoticeController } from './notice.controller.js';
import { NoticeService } from './notice.service.js';
import { PostNoticesController } from './post-notices.controller.js';
import { ShownNoticeReader } from './shown-notice.reader.js';
import { TellingHandler } from './telling.handler.js';

/** What the module takes from this folder. */
export const givingFeature: Feature = {
  controllers: [PostNoticesController, NoticeController],
  providers: [NoticeService, ShownNoticeReader, TellingHandler],
};
