import {
  EnumField,
  IdField,
  IntegerField,
  MapField,
  TextField,
  TimeField,
  UrlField,
} from '#libs/http';
import { MAX_ALT_TEXT, MAX_NAME, MAX_UPLOAD_BYTES, type MediaId } from '../medium/media.js';
import { PICTURE_TYPES } from '../medium/picture-format.js';

/** The text fields beside an uploaded file. */
export class UploadFieldsDto {
  @TextField({
    description: 'What to call the picture; else the name of the file.',
    minLength: 1,
    maxLength: MAX_NAME,
    optional: true,
    example: 'maru.jpg',
  })
  name?: string;

  @TextField({
    kind: 'lines',
    description: 'What is to be seen, for those who do not see it.',
    maxLength: MAX_ALT_TEXT,
    optional: true,
    example: 'A wooden floor in the evening sun.',
  })
  altText?: string;
}

/** What can be changed of a picture. */
export class MediaChangeDto {
  @TextField({
    description: 'What to call the picture.',
    minLength: 1,
    maxLength: MAX_NAME,
    optional: true,
    example: 'maru.jpg',
  })
  name?: string;

  @TextField({
    kind: 'lines',
    description: 'What is to be seen, for those who do not see it.',
    maxLength: MAX_ALT_TEXT,
    optional: true,
    nullable: true,
    example: 'A wooden floor in the evening sun.',
  })
  altText?: string | null;
}

/** A file that a client is going to send to the storage itself. */
export class UploadAnnouncementDto {
  @TextField({
    description: 'What to call the picture.',
    minLength: 1,
    maxLength: MAX_NAME,
    example: 'maru.jpg',
  })
  name!: string;

  @EnumField({
    description: 'The type that is sent as `Content-Type`.',
    values: PICTURE_TYPES,
    name: 'PictureType',
  })
  mimeType!: string;

  @IntegerField({
    description: 'The exact size of the file in bytes.',
    min: 1,
    max: MAX_UPLOAD_BYTES,
    example: 2_400_000,
  })
  bytes!: number;
}

/** Where and how to send an announced file. */
export interface DirectUpload {
  readonly mediaId: MediaId;
  readonly method: 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
}

/** A `DirectUpload` as it is documented. */
export class DirectUploadDto implements DirectUpload {
  @IdField({ description: 'Id of the picture, to complete the upload with.' })
  mediaId!: MediaId;

  @EnumField({ description: 'The method to send it with.', values: ['PUT'], name: 'UploadMethod' })
  method!: 'PUT';

  @UrlField({
    description: 'The address to send the bytes to, without an access token.',
    maxLength: 4096,
    example: 'https://media.example.com/incoming/6f1c2a90?X-Amz-Signature=1f0c',
  })
  url!: string;

  @MapField({
    description: 'Headers to send exactly so.',
    of: 'text',
    maxLength: 200,
    example: { 'content-type': 'image/jpeg', 'content-length': '2400000' },
  })
  headers!: Record<string, string>;

  @TimeField({ description: 'When the address stops working.' })
  expiresAt!: string;
}
