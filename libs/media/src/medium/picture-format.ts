/** One format of picture that people may upload. */
export interface PictureFormat {
  /** As sharp names it. */
  readonly name: 'jpeg' | 'png' | 'webp' | 'gif' | 'avif';
  readonly mimeType: string;
  /** Without a dot. */
  readonly extension: string;
}

const FORMATS: readonly PictureFormat[] = [
  { name: 'jpeg', mimeType: 'image/jpeg', extension: 'jpg' },
  { name: 'png', mimeType: 'image/png', extension: 'png' },
  { name: 'webp', mimeType: 'image/webp', extension: 'webp' },
  { name: 'gif', mimeType: 'image/gif', extension: 'gif' },
  { name: 'avif', mimeType: 'image/avif', extension: 'avif' },
];

/** The media types that may be announced and uploaded. */
export const PICTURE_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/avif',
] as const;

/** The format with this media type, or `undefined` when it is none of ours. */
export function pictureFormat(mimeType: string): PictureFormat | undefined {
  return FORMATS.find((format) => format.mimeType === mimeType);
}
