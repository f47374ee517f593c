export { MediaAudience, MediaAudienceRegistry } from './medium/media-audience.registry.js';
export { MediaPolicy } from './showing/media.policy.js';
export { MediaDiscardService } from './showing/media-discard.service.js';
export { MediaService } from './showing/media.service.js';
export { PictureWaitService } from './showing/picture-wait.service.js';
export { UploadAllowanceService } from './upload/upload-allowance.service.js';
export { type ArrivingFile, UploadService } from './upload/upload.service.js';
export { type Attachment, MAX_UPLOAD_BYTES, type MediaId } from './medium/media.js';
export {
  MediaNotUsable,
  MediaUnreadable,
  NothingLeft,
  TooManyPixels,
  UploadIncomplete,
} from './medium/media.errors.js';
export type { Image } from './medium/image.js';
export type { VariantName } from './medium/variant.js';
export {
  MediaReader,
  picturePlace,
  type PictureStatus,
  pictureStatus,
  picturesOf,
} from './showing/media.reader.js';
export type { ImageRow, PicturePlace, PicturePresenter } from './showing/picture.presenter.js';
export { ImageDto } from './showing/image.dto.js';
export { MediaModule } from './media.module.js';
