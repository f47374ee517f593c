import { DomainEvent, type MediaId } from '#libs/kernel';

/** All bytes of an upload are in storage: its variants can be made. */
export class MediaUploaded extends DomainEvent<{ mediaId: MediaId }> {
  static readonly type = 'media.uploaded';
}

/** An upload is fit to be shown. */
export class MediaProcessed extends DomainEvent<{ mediaId: MediaId }> {
  static readonly type = 'media.processed';
}

/** A medium became visible to everyone or stopped being so: its addresses must change. */
export class MediaAudienceChanged extends DomainEvent<{ mediaId: MediaId }> {
  static readonly type = 'media.audience-changed';
}

/** A medium was deleted: its objects in storage must go. */
export class MediaRemoved extends DomainEvent<{ mediaId: MediaId; storageKey: string }> {
  static readonly type = 'media.removed';
}
