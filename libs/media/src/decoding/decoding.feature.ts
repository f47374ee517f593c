import type { Feature } from '#libs/database';
import { PictureDecodersService } from './picture-decoders.service.js';

/** What the module takes from this folder. */
export const decodingFeature: Feature = {
  providers: [PictureDecodersService],
};
