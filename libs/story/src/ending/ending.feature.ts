import type { Feature } from '#libs/database';
import { EndingJobs } from './ending.jobs.js';
import { EndingRepository } from './ending.repository.js';

/** What the module takes from this folder. */
export const endingFeature: Feature = { providers: [EndingJobs, EndingRepository] };
