import type { Feature } from '#libs/database';
import { MessageFormService } from './message-form.service.js';
import { MessageRemovalService } from './message-removal.service.js';
import { MessageStoringService } from './message-storing.service.js';
import { MessageTellingService } from './message-telling.service.js';
import { OwnMessageReader } from './own-message.reader.js';
import { RequestAllowanceEntity } from './request-allowance.entity.js';
import { RequestAllowanceRepository } from './request-allowance.repository.js';
import { SendingController } from './sending.controller.js';
import { SendingReader } from './sending.reader.js';
import { SendingService } from './sending.service.js';

/** What the module takes from this folder. */
export const writingFeature: Feature = {
  controllers: [SendingController],
  providers: [
    MessageFormService,
    MessageRemovalService,
    MessageStoringService,
    MessageTellingService,
    OwnMessageReader,
    RequestAllowanceRepository,
    SendingReader,
    SendingService,
  ],
  entities: [RequestAllowanceEntity],
};
