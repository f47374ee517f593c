import type { Feature } from '#libs/database';
import { AnswerRepository } from './answer.repository.js';
import { AnswerService } from './answer.service.js';
import { GatheringService } from './gathering.service.js';
import { GroupRepository } from './group.repository.js';
import { GroupService } from './group.service.js';
import { GrowthRegistry } from './growth.registry.js';
import { NotificationLoopService } from './notification-loop.service.js';
import { TellingService } from './telling.service.js';

/** What the module takes from this folder. */
export const groupingFeature: Feature = {
  providers: [
    AnswerRepository,
    AnswerService,
    GatheringService,
    GroupRepository,
    GroupService,
    GrowthRegistry,
    NotificationLoopService,
    TellingService,
  ],
};
