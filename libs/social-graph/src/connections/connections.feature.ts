import type { Feature } from '#libs/database';
import { MyConnectionsController } from './my-connections.controller.js';

/** What the module takes from this folder. */
export const connectionsFeature: Feature = {
  controllers: [MyConnectionsController],
};
