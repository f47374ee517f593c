import { defineEvent, type Id } from '#libs/kernel';

/** All bytes of an upload are in storage: its variants can be made. */
export class MediaUploaded extends defineEvent<{ mediaId: Id<'media'> }>('media.uploaded') {}

/** An upload is fit to be shown. */
export class MediaProcessed extends defineEvent<{ mediaId: Id<'media'> }>('media.processed') {}

/** A medium became visible to everyone or stopped being so: its addresses must change. */
export class MediaAudienceChanged extends defineEvent<{ mediaId: Id<'media'> }>(
  'media.audience-changed',
) {}

/** A medium was deleted: its objects in storage must go. */
export class MediaRemoved extends defineEvent<{ mediaId: Id<'media'>; storageKey: string }>(
  'media.removed',
) {}
