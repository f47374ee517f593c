import type { Feature } from '#libs/database';
import { BlockController } from './block.controller.js';
import { BlockService } from './block.service.js';
import { MuteEntity } from './mute.entity.js';
import { MuteService } from './mute.service.js';

/** What the module takes from this folder. */
export const blockingFeature: Feature = {
  controllers: [BlockController],
  providers: [BlockService, MuteService],
  entities: [MuteEntity],
};
