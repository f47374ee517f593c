import type { Feature } from '#libs/database';
import { PinController } from './pin.controller.js';
import { PinEntity } from './pin.entity.js';
import { PinReader } from './pin.reader.js';
import { PinRepository } from './pin.repository.js';
import { PinService } from './pin.service.js';

/** What the module takes from this folder. */
export const pinsFeature: Feature = {
  controllers: [PinController],
  providers: [PinReader, PinRepository, PinService],
  entities: [PinEntity],
};
