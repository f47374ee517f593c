import { defineEvent, type SessionId, type UserId } from '#libs/kernel';

/** An account came to be. */
export class UserSignedUp extends defineEvent<{ userId: UserId }>('user.signed-up') {}

/** An account was suspended or deleted by its owner: its acts no longer count. */
export class UserDeactivated extends defineEvent<{ userId: UserId }>('user.deactivated') {}

/** A suspended or deleted account was restored: its acts count again. */
export class UserReactivated extends defineEvent<{ userId: UserId }>('user.reactivated') {}

/** A private profile turned public: what waited for its consent needs none any more. */
export class ProfileOpened extends defineEvent<{ userId: UserId }>('profile.opened') {}

/** A public profile turned private: pictures of its posts are no longer for everyone. */
export class ProfileClosed extends defineEvent<{ userId: UserId }>('profile.closed') {}

/** A person takes part in discovery again: may be suggested, and counts where suggestions are computed. */
export class ProfileOffered extends defineEvent<{ userId: UserId }>('profile.offered') {}

/** A person left discovery: nothing that was computed of them is kept or shown. */
export class ProfileWithdrawn extends defineEvent<{ userId: UserId }>('profile.withdrawn') {}

/** A new address waits for its verification; the address itself is read where the mail is made. */
export class EmailVerificationRequested extends defineEvent<{ userId: UserId; language: string }>(
  'user.email-verification-requested',
) {}

/** A session was ended before its time; `null`: several of them, or all. */
export class SessionEnded extends defineEvent<{ userId: UserId; sessionId: SessionId | null }>(
  'session.ended',
) {}
