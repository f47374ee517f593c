import { Injectable } from '@nestjs/common';
import type { UserId } from '#libs/kernel';

/** What wants to know of everybody who begins or ends to be there. It must not fail, and not wait. */
export interface PeopleWatcher {
  /** Somebody has a first stream in this process. */
  came(userId: UserId): void;
  /** Somebody's last stream in this process is gone. */
  left(userId: UserId): void;
}

/** Who has streams in this process, for the libs that are loaded. */
@Injectable()
export class LivePeople implements PeopleWatcher {
  private readonly there = new Set<UserId>();
  private readonly watchers: PeopleWatcher[] = [];

  /** Everybody who has a stream in this process. */
  get all(): UserId[] {
    return [...this.there];
  }

  /** Called by each lib when its module starts. */
  watch(watcher: PeopleWatcher): void {
    this.watchers.push(watcher);
  }

  has(userId: UserId): boolean {
    return this.there.has(userId);
  }

  came(userId: UserId): void {
    this.there.add(userId);
    this.watchers.forEach((watcher) => {
      watcher.came(userId);
    });
  }

  left(userId: UserId): void {
    this.there.delete(userId);
    this.watchers.forEach((watcher) => {
      watcher.left(userId);
    });
  }
}
