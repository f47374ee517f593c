import type { Feature } from '#libs/database';
import { PostTagsService } from './post-tags.service.js';
import { TagController } from './tag.controller.js';
import { PostTagEntity, TagCounterEntity, TagEntity } from './tag.entity.js';
import { TagReader } from './tag.reader.js';
import { TagRepository } from './tag.repository.js';
import { TagKeyRepository } from './tag-key.repository.js';
import { TagKeysService } from './tag-keys.service.js';
import { TagTrendEntity } from './tag-trend.entity.js';
import { TagTrendReader } from './tag-trend.reader.js';
import { TagTrendRepository } from './tag-trend.repository.js';
import { TagTrendsJobs } from './tag-trends.jobs.js';

/** What the module takes from this folder. */
export const tagsFeature: Feature = {
  controllers: [TagController],
  providers: [
    PostTagsService,
    TagKeyRepository,
    TagKeysService,
    TagReader,
    TagRepository,
    TagTrendReader,
    TagTrendRepository,
    TagTrendsJobs,
  ],
  entities: [PostTagEntity, TagCounterEntity, TagEntity, TagTrendEntity],
};
