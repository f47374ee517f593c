import type { Feature } from '#libs/database';
import { ChatErasureRepository } from './chat-erasure.repository.js';
import { ChatErasureService } from './chat-erasure.service.js';
import { ChatExportReader } from './chat-export.reader.js';
import { ChatPersonalDataService } from './chat-personal-data.service.js';

/** What the module takes from this folder. */
export const leavingFeature: Feature = {
  providers: [ChatErasureRepository, ChatErasureService, ChatExportReader, ChatPersonalDataService],
};
