import type { NotificationGroup } from '../notification/notification.js';

/** What became of notifications. */
export interface Changes {
  /** New ones and those that have more to tell. */
  readonly grown: readonly NotificationGroup[];
  /** Those that have nothing to tell any more. */
  readonly gone: readonly NotificationGroup[];
}
