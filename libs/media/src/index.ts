export { MediaAudience, MediaAudiences } from './application/media-audiences.js';
export { MediaPolicy } from './application/media.policy.js';
export { MediaService } from './application/media.service.js';
export { PicturePatience, PictureWait } from './application/picture-wait.js';
export { UploadAllowance } from './application/upload-allowance.service.js';
export { type ArrivingFile, UploadService } from './application/upload.service.js';
export { type Attachment, MAX_UPLOAD_BYTES } from './domain/media.js';
export {
  MediaNotUsable,
  MediaUnreadable,
  TooManyPixels,
  UploadIncomplete,
} from './domain/media.errors.js';
export type { Image } from './domain/image.js';
export type { VariantName } from './domain/variant.js';
export {
  MediaReader,
  picturePlace,
  type PictureStatus,
  pictureStatus,
  picturesOf,
} from './infrastructure/media.reader.js';
export type { ImageRow, PicturePlace, Pictures } from './infrastructure/pictures.js';
export { ImageDto } from './interface/image.dto.js';
export { MediaModule } from './media.module.js';
