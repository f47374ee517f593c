import type { Feature } from '#libs/database';
import { ActsHandler } from './acts.handler.js';
import { EdgesHandler } from './edges.handler.js';
import { IntakeRepository } from './intake.repository.js';
import { NotificationIntakeEntity } from './notification-intake.entity.js';
import { PollsHandler } from './polls.handler.js';

/** What the module takes from this folder. */
export const intakeFeature: Feature = {
  providers: [ActsHandler, EdgesHandler, IntakeRepository, PollsHandler],
  entities: [NotificationIntakeEntity],
};
