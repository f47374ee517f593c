import {
  EnumField,
  IdField,
  IntegerField,
  ObjectField,
  TextField,
  TimeField,
  UrlField,
} from '#libs/http';
import type { Id } from '#libs/kernel';
import type { Image, ImageVariant } from '../medium/image.js';
import {
  MAX_ALT_TEXT,
  MAX_NAME,
  MAX_PIXELS,
  MAX_UPLOAD_BYTES,
  type MediaId,
} from '../medium/media.js';
import { PICTURE_TYPES } from '../medium/picture-format.js';

/** Re-encoding may make a file larger than what was uploaded. */
const MAX_STORED_BYTES = 20 * MAX_UPLOAD_BYTES;

/** One smaller copy of a picture. */
export class ImageVariantDto implements ImageVariant {
  @UrlField({
    description: 'Address of the copy, in WebP; of an animation its first frame.',
    example: 'https://media.example.com/public/6f1c2a90/small.webp',
  })
  url!: string;

  @IntegerField({ description: 'Width in pixels.', min: 1, max: 1600, example: 640 })
  width!: number;

  @IntegerField({ description: 'Height in pixels.', min: 1, max: 1600, example: 480 })
  height!: number;
}

/** The smaller copies of a picture; none is larger than the picture itself. */
export class ImageVariantsDto {
  @ObjectField(() => ImageVariantDto, { description: 'Fits into 320 × 320 pixels.' })
  thumbnail!: ImageVariantDto;

  @ObjectField(() => ImageVariantDto, { description: 'Fits into 640 × 640 pixels.' })
  small!: ImageVariantDto;

  @ObjectField(() => ImageVariantDto, { description: 'Fits into 1600 × 1600 pixels.' })
  large!: ImageVariantDto;
}

/** An uploaded picture. */
export class ImageDto implements Image {
  @IdField({ description: 'Id of the picture.' })
  id!: MediaId;

  @TextField({
    description: 'What its owner calls it, at first the name of the file.',
    maxLength: MAX_NAME,
    example: 'maru.jpg',
  })
  name!: string;

  @UrlField({
    description:
      'Address of the picture without any metadata; `null` until it is `ready`. Addresses of pictures that are not public end after an hour.',
    nullable: true,
    example: 'https://media.example.com/public/6f1c2a90/original.jpg',
  })
  url!: string | null;

  @EnumField({
    description: 'Its format, recognised by content.',
    values: PICTURE_TYPES,
    name: 'PictureType',
  })
  mimeType!: string;

  @IntegerField({
    description: 'Width in pixels, upright.',
    min: 1,
    max: MAX_PIXELS,
    nullable: true,
    example: 4000,
  })
  width!: number | null;

  @IntegerField({
    description: 'Height in pixels, upright.',
    min: 1,
    max: MAX_PIXELS,
    nullable: true,
    example: 3000,
  })
  height!: number | null;

  @IntegerField({
    description: 'Size of the file in bytes: of the upload, later of what `url` gives.',
    min: 0,
    max: MAX_STORED_BYTES,
    example: 2_400_000,
  })
  bytes!: number;

  @TextField({
    description: 'What is to be seen, for those who do not see it.',
    maxLength: MAX_ALT_TEXT,
    nullable: true,
    example: 'A wooden floor in the evening sun.',
  })
  altText!: string | null;

  @TextField({
    description: 'A blurred placeholder (blurha.sh, 4 × 3); `null` until the picture is `ready`.',
    maxLength: 100,
    nullable: true,
    example: 'L6PZfSi_.AyE_3t7t7R**0o#DgR4',
  })
  blurhash!: string | null;

  @EnumField({
    description: 'A `failed` picture could not be processed and can not be attached.',
    values: ['processing', 'ready', 'failed'],
    name: 'ImageStatus',
  })
  status!: 'processing' | 'ready' | 'failed';

  @ObjectField(() => ImageVariantsDto, {
    description: 'Smaller copies; `null` until the picture is `ready`.',
    nullable: true,
  })
  variants!: ImageVariantsDto | null;

  @IdField({ description: 'The post that it is attached to.', nullable: true })
  postId!: Id<'post'> | null;

  @TimeField({ description: 'When it was uploaded.' })
  createdAt!: string;
}
