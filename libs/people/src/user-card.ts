import type { UserId } from '#libs/kernel';
import type { MeetTime } from '#libs/user';

/** What stands beside everything a person wrote. */
export interface UserSummary {
  readonly id: UserId;
  readonly nickname: string;
  readonly fullName: string;
  /** `null` without a picture. */
  readonly imageUrl: string | null;
}

/** How a viewer and a person stand to each other; with a field for each declared `ViewerFact`. */
export interface ViewerFlags {
  readonly following: boolean;
  readonly followedBy: boolean;
  readonly requested: boolean;
  readonly hideReposts: boolean;
  readonly blocking: boolean;
  readonly muting: boolean;
}

/** The public face of a person, as one viewer sees it. */
export interface UserCard extends UserSummary {
  readonly bio: string | null;
  readonly isPublic: boolean;
  readonly links: string[];
  readonly skills: string[];
  readonly region: string | null;
  readonly meetTime: MeetTime | null;
  readonly followerCount: number;
  readonly followingCount: number;
  readonly postCount: number;
  /** ISO 8601. */
  readonly createdAt: string;
  /** `null` when nobody is signed in. */
  readonly viewer: ViewerFlags | null;
}
