import type { Feature } from '#libs/database';
import { MediaController } from './media.controller.js';
import { MediaPolicy } from './media.policy.js';
import { MediaReader } from './media.reader.js';
import { MediaService } from './media.service.js';
import { MediaDiscardService } from './media-discard.service.js';
import { MyImagesController } from './my-images.controller.js';
import { PicturePresenter } from './picture.presenter.js';
import { PictureWaitService } from './picture-wait.service.js';

/** What the module takes from this folder. */
export const showingFeature: Feature = {
  controllers: [MediaController, MyImagesController],
  providers: [
    MediaDiscardService,
    MediaPolicy,
    MediaReader,
    MediaService,
    PicturePresenter,
    PictureWaitService,
  ],
};
