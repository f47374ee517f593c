import type { Feature } from '#libs/database';
import { PostMuteController } from './post-mute.controller.js';
import { PostMuteEntity } from './post-mute.entity.js';
import { PostMuteRepository } from './post-mute.repository.js';
import { PostMuteService } from './post-mute.service.js';

/** What the module takes from this folder. */
export const mutingFeature: Feature = {
  controllers: [PostMuteController],
  providers: [PostMuteRepository, PostMuteService],
  entities: [PostMuteEntity],
};
