import './unseen-story.sql.js';
import type { Feature } from '#libs/database';
import { SeeingController } from './seeing.controller.js';
import { SeeingService } from './seeing.service.js';
import { StoryViewEntity } from './story-view.entity.js';
import { StoryViewRepository } from './story-view.repository.js';
import { ViewerReader } from './viewer.reader.js';

/** What the module takes from this folder. */
export const seeingFeature: Feature = {
  controllers: [SeeingController],
  providers: [SeeingService, StoryViewRepository, ViewerReader],
  entities: [StoryViewEntity],
};
