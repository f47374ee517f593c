import type { Feature } from '#libs/database';
import { ForgettingJobs } from './forgetting.jobs.js';
import { ForgettingRepository } from './forgetting.repository.js';

/** What the module takes from this folder. */
export const retentionFeature: Feature = { providers: [ForgettingJobs, ForgettingRepository] };
