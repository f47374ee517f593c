import type { Feature } from '#libs/database';
import { ConnectionReader } from './connection.reader.js';
import { ConnectionService } from './connection.service.js';

/** What the module takes from this folder. */
export const listsFeature: Feature = {
  providers: [ConnectionReader, ConnectionService],
};
