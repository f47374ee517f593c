import type { Feature } from '#libs/database';
import { OpeningService } from './opening.service.js';
import { ReceiptsReader } from './receipts.reader.js';
import { RoomActsController } from './room-acts.controller.js';
import { RoomAnsweringService } from './room-answering.service.js';
import { RoomKeepingService } from './room-keeping.service.js';
import { RoomOpeningController } from './room-opening.controller.js';

/** What the module takes from this folder. */
export const openingFeature: Feature = {
  controllers: [RoomActsController, RoomOpeningController],
  providers: [OpeningService, ReceiptsReader, RoomAnsweringService, RoomKeepingService],
};
