import { DomainEvent, type UserId } from '#libs/kernel';

/** An account came to be. */
export class UserSignedUp extends DomainEvent<{ userId: UserId }> {
  static readonly type = 'user.signed-up';
}

/** An account was suspended or deleted by its owner: its acts no longer count. */
export class UserDeactivated extends DomainEvent<{ userId: UserId }> {
  static readonly type = 'user.deactivated';
}

/** A suspended or deleted account was restored: its acts count again. */
export class UserReactivated extends DomainEvent<{ userId: UserId }> {
  static readonly type = 'user.reactivated';
}

/** A private profile turned public: what waited for its consent needs none any more. */
export class ProfileOpened extends DomainEvent<{ userId: UserId }> {
  static readonly type = 'profile.opened';
}

/** A public profile turned private: pictures of its posts are no longer for everyone. */
export class ProfileClosed extends DomainEvent<{ userId: UserId }> {
  static readonly type = 'profile.closed';
}

/** A new address waits for its verification; the address itself is read where the mail is made. */
export class EmailVerificationRequested extends DomainEvent<{ userId: UserId; language: string }> {
  static readonly type = 'user.email-verification-requested';
}
