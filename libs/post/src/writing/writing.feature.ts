import type { Feature } from '#libs/database';
import { EditingService } from './editing.service.js';
import { ImageService } from './image.service.js';
import { OwnPostsService } from './own-posts.service.js';
import { PostFormService } from './post-form.service.js';
import { PostImageController } from './post-image.controller.js';
import { PostWritingController } from './post-writing.controller.js';
import { PublishingService } from './publishing.service.js';
import { RemovalService } from './removal.service.js';
import { ScheduleRepository } from './schedule.repository.js';
import { ScheduleService } from './schedule.service.js';

/** What the module takes from this folder. */
export const writingFeature: Feature = {
  controllers: [PostImageController, PostWritingController],
  providers: [
    EditingService,
    ImageService,
    OwnPostsService,
    PostFormService,
    PublishingService,
    RemovalService,
    ScheduleRepository,
    ScheduleService,
  ],
};
