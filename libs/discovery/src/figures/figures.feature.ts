import type { Feature } from '#libs/database';
import { DiscoveryMetricsService } from './discovery-metrics.service.js';

/** What the module takes from this folder. */
export const figuresFeature: Feature = { providers: [DiscoveryMetricsService] };
