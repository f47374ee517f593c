import type { PrivateAccount } from '#libs/account';
import type { MeetTime } from '../profile/meet-time.js';

export const IMAGE_STATUSES = ['none', 'processing', 'ready', 'failed'] as const;
/** What became of the picture that was set last. */
export type ImageStatus = (typeof IMAGE_STATUSES)[number];

/** A profile as its owner and administrators see it. */
export interface OwnProfile {
  readonly nickname: string;
  /** `YYYY-MM-DD` */
  readonly birthday: string | null;
  readonly bio: string | null;
  readonly imageUrl: string | null;
  readonly imageStatus: ImageStatus;
  readonly isPublic: boolean;
  readonly discoverable: boolean;
  readonly links: string[];
  readonly skills: string[];
  readonly region: string | null;
  readonly meetTime: MeetTime | null;
  /** ISO 8601. */
  readonly updatedAt: string;
}

/** An account with its profile, as owner and administrators see it. */
export interface OwnAccount extends PrivateAccount {
  readonly profile: OwnProfile;
}
