/** Frames of a stream that tell of a new or grown notification. */
export const NOTIFICATION_FRAME = 'notification';

/** Frames that tell of one that is gone. */
export const REMOVED_FRAME = 'notification.removed';
