import type { Feature } from '#libs/database';
import { PostImageEntity } from './post-image.entity.js';
import { PostImageReader } from './post-image.reader.js';
import { PostImageRepository } from './post-image.repository.js';
import { PostMediaPolicy } from './post-media.policy.js';
import { PostPicturesService } from './post-pictures.service.js';
import { RemovedMediaHandler } from './removed-media.handler.js';

/** What the module takes from this folder. */
export const picturesFeature: Feature = {
  providers: [
    PostImageReader,
    PostImageRepository,
    PostMediaPolicy,
    PostPicturesService,
    RemovedMediaHandler,
  ],
  entities: [PostImageEntity],
};
