import type { Role, UserId } from '#libs/kernel';
import type { MeetTime } from '../account/meet-time.js';

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
  readonly links: string[];
  readonly skills: string[];
  readonly region: string | null;
  readonly meetTime: MeetTime | null;
  /** ISO 8601. */
  readonly updatedAt: string;
}

/** An account as its owner and administrators see it. Times are ISO 8601. */
export interface OwnAccount {
  readonly id: UserId;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly pendingEmail: string | null;
  readonly phone: string | null;
  readonly fullName: string;
  readonly role: Role;
  readonly isActive: boolean;
  readonly lastLoginAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly profile: OwnProfile;
}
