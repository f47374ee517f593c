import type { Feature } from '#libs/database';
import { RingController } from './ring.controller.js';
import { RingReader } from './ring.reader.js';
import { RingListReader } from './ring-list.reader.js';

/** What the module takes from this folder. */
export const ringsFeature: Feature = {
  controllers: [RingController],
  providers: [RingListReader, RingReader],
};
