import { StreamModule } from '#libs/live';
import type { PostId } from '#libs/post';
import type { TestHttp, TestRequest } from '#libs/testing';
import type { Person } from '#libs/testing/people';
import { comesDue, publishes } from '#libs/testing/posts';
import { stageOf } from '#libs/testing/stage';
import { NotificationLoopService } from '../src/grouping/notification-loop.service.js';
import { NotificationModule } from '../src/notification.module.js';
import type { NotificationDto } from '../src/reading/notification.dto.js';

const words = (app: TestHttp) => ({
  /** A call that must succeed. @returns its body */
  async call(as: Person, method: TestRequest['method'], path: string, body?: unknown) {
    const answer = await app.request({ method, url: `/v1${path}`, as, body });
    if (answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    }
    return answer.body;
  },

  /** All pages of a list. */
  async pages<Item>(person: Person, path: string): Promise<Item[]> {
    const found: Item[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await this.call(person, 'GET', `${path}${cursor && `&cursor=${cursor}`}`);
      found.push(...page.items);
      cursor = page.nextCursor;
    }
    return found;
  },

  /** What a person is told, newest first. */
  list(person: Person, query = ''): Promise<NotificationDto[]> {
    return this.pages(person, `/me/notifications?limit=100${query}`);
  },

  /** The same in short, when notifications are made of all that was done. */
  async told(person: Person): Promise<string[]> {
    await this.gather();
    return (await this.list(person)).map(short);
  },

  /** Ids of the actors of a notification, all pages of so many. */
  async actors(person: Person, id: string, limit = 100): Promise<string[]> {
    const path = `/me/notifications/${id}/actors?limit=${limit}`;
    return (await this.pages<{ id: string }>(person, path)).map((actor) => actor.id);
  },

  /** The badge of a person. */
  async unread(person: Person): Promise<number> {
    return (await this.call(person, 'GET', '/me/unread')).notifications;
  },

  /** Marks what a person is told as seen, up to a notification. */
  sees(person: Person, upTo: string): Promise<unknown> {
    return this.call(person, 'PUT', '/me/notifications/seen', { upTo });
  },

  /** Marks all that a person is told as seen. */
  async seeAll(person: Person): Promise<void> {
    const [newest] = await this.list(person);
    await this.sees(person, newest!.id);
  },

  removes(person: Person, id: string | undefined): Promise<unknown> {
    return this.call(person, 'DELETE', `/me/notifications/${id}`);
  },

  votes(person: Person, post: PostId, choice: number): Promise<unknown> {
    return this.call(person, 'PUT', `/posts/${post}/poll/vote`, { choices: [choice] });
  },

  /** Changes what a person wants to be told. */
  wants(person: Person, change: object): Promise<unknown> {
    return this.call(person, 'PATCH', '/me/notification-settings', change);
  },

  /** Makes notifications of all that was done. */
  gather(): Promise<void> {
    return app.get(NotificationLoopService).gatherAll();
  },

  /** A draft comes due while its author is suspended. */
  async fails(author: Person, draft: PostId): Promise<void> {
    const turns = (active: boolean) =>
      app.sql(`update user_account set is_active = $2 where id = $1`, [author.id, active]);
    // Not by an administrator: that would end the session of the author.
    await turns(false);
    await comesDue(app, draft);
    await turns(true);
  },

  /** A draft of somebody who was suspended when it was to be published, and is back. */
  async failedDraft(author: Person): Promise<PostId> {
    const publishAt = new Date(Date.now() + 3_600_000).toISOString();
    const draft = await publishes(app, author, { status: 'draft', publishAt });
    await this.fails(author, draft);
    return draft;
  },

  /** Makes what a person was told older than it is. */
  async age(person: Person, hours: number): Promise<void> {
    await app.sql(
      `
      with aged as (
        update notification set id = id - ($2::bigint * 3600000 << 20) where user_id = $1
      )
      update notification_state
      set seen_up_to = greatest(0, seen_up_to - ($2::bigint * 3600000 << 20))
      where user_id = $1
      `,
      [person.id, hours],
    );
  },
});

/** Opens a program with people who do things to each other. */
export const notificationStage = stageOf([StreamModule, NotificationModule], words);

export type NotificationStage = Awaited<ReturnType<typeof notificationStage>>;

/** A notification in short: its kind, the nicknames of who shows, and how many there are. */
export function short({ kind, actors, actorCount }: NotificationDto): string {
  return `${kind}: ${actors.map(({ nickname }) => nickname).join(', ')} (${actorCount})`;
}
