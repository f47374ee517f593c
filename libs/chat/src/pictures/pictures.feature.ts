import type { Feature } from '#libs/database';
import { MessageMediaPolicy } from './message-media.policy.js';

/** What the module takes from this folder. */
export const picturesFeature: Feature = { providers: [MessageMediaPolicy] };
