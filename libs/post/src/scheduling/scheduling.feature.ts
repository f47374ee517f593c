import type { Feature } from '#libs/database';
import { DuePostRepository } from './due-post.repository.js';
import { DuePostsJobs } from './due-posts.jobs.js';
import { DuePostsService } from './due-posts.service.js';

/** What the module takes from this folder. */
export const schedulingFeature: Feature = {
  providers: [DuePostRepository, DuePostsJobs, DuePostsService],
};
