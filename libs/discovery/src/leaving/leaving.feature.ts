import type { Feature } from '#libs/database';
import { DiscoveryExportReader } from './discovery-export.reader.js';
import { DiscoveryPersonalDataService } from './discovery-personal-data.service.js';

/** What the module takes from this folder. */
export const leavingFeature: Feature = {
  providers: [DiscoveryExportReader, DiscoveryPersonalDataService],
};
