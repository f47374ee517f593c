import { Injectable } from '@nestjs/common';
import type { UserId } from '#libs/kernel';

/** What is counted as unread. */
export type UnreadName = 'notifications' | 'messages' | 'requests';

/** Unread things of a person, each 0–100; 100 means 100 or more. */
export type Unread = Readonly<Record<UnreadName, number>>;

/** Counts one kind of unread things. */
export interface UnreadSource {
  readonly name: UnreadName;
  /** Numbers of those people who have any. It need not count further than 100. */
  count(userIds: readonly UserId[]): Promise<ReadonlyMap<UserId, number>>;
}

/** More than that is not told. */
const MOST = 100;

/** Who counts what is unread, across the libs that are loaded. */
@Injectable()
export class UnreadRegistry {
  private readonly sources = new Map<UnreadName, UnreadSource>();

  /** Called by each lib when its module starts. @throws Error when the name is taken */
  register(source: UnreadSource): void {
    if (this.sources.has(source.name)) {
      throw new Error(`Two libs count unread ${source.name}.`);
    }
    this.sources.set(source.name, source);
  }

  /** The numbers of each of these people. What no loaded lib counts is 0. */
  async of(userIds: readonly UserId[]): Promise<Map<UserId, Unread>> {
    const [notifications, messages, requests] = await Promise.all([
      this.count('notifications', userIds),
      this.count('messages', userIds),
      this.count('requests', userIds),
    ]);
    const shown = (counts: ReadonlyMap<UserId, number>, userId: UserId): number =>
      Math.min(MOST, counts.get(userId) ?? 0);
    return new Map(
      userIds.map((userId) => [
        userId,
        {
          notifications: shown(notifications, userId),
          messages: shown(messages, userId),
          requests: shown(requests, userId),
        },
      ]),
    );
  }

  private async count(
    name: UnreadName,
    userIds: readonly UserId[],
  ): Promise<ReadonlyMap<UserId, number>> {
    return (await this.sources.get(name)?.count(userIds)) ?? new Map<UserId, number>();
  }
}
