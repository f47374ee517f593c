import { type CommentId, CommentService } from '#libs/comment';
import { StreamModule } from '#libs/live';
import { type PostId, PublishingService } from '#libs/post';
import {
  StreamClient,
  type TestAppOptions,
  type TestHttp,
  testHttp,
  type TestRequest,
} from '#libs/testing';
import { type Person } from '#libs/testing/people';
import { comesDue, publishes } from '#libs/testing/posts';
import { NotificationLoopService } from '../src/grouping/notification-loop.service.js';
import { NotificationModule } from '../src/notification.module.js';
import type { NotificationDto } from '../src/reading/notification.dto.js';

/** A program with people who do things to each other. */
export interface Stage extends TestHttp {
  /** Makes notifications of all that was done. */
  gather(): Promise<void>;
  /** What a person is told, newest first. */
  list(person: Person, query?: string): Promise<NotificationDto[]>;
  /** The badge of a person. */
  unread(person: Person): Promise<number>;
  /** Marks all that a person is told as seen. */
  seeAll(person: Person): Promise<void>;
  /** Ids of the actors of a notification, all pages of so many. */
  actors(person: Person, id: string, limit?: number): Promise<string[]>;
  post(author: Person, body?: object): Promise<PostId>;
  /** A draft of somebody who was suspended when it was to be published, and is back. */
  failedDraft(author: Person): Promise<PostId>;
  comment(author: Person, post: PostId, parentId?: CommentId): Promise<CommentId>;
  /** A call that must succeed. @returns its body */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  call(as: Person, method: TestRequest['method'], path: string, body?: unknown): Promise<any>;
  /** Opens a stream that has said `ready`. */
  stream(person: Person): Promise<StreamClient>;
  /** Makes what a person was told older than it is. */
  age(person: Person, hours: number): Promise<void>;
}

/** Starts the program. */
export async function stage(options: Partial<TestAppOptions> = {}): Promise<Stage> {
  const app = await testHttp({ modules: [StreamModule, NotificationModule], ...options });
  const call: Stage['call'] = async (as, method, path, body) => {
    const answer = await app.request({ method, url: `/v1${path}`, as, body });
    if (answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    }
    return answer.body;
  };
  const list: Stage['list'] = (person, query = '') =>
    pages(call, person, `/me/notifications?limit=100${query}`);
  return {
    ...app,
    call,
    list,
    gather: () => app.get(NotificationLoopService).gatherAll(),
    unread: async (person) => (await call(person, 'GET', '/me/unread')).notifications,
    seeAll: async (person) => {
      const [newest] = await list(person);
      await call(person, 'PUT', '/me/notifications/seen', { upTo: newest!.id });
    },
    actors: async (person, id, limit = 100) => {
      const path = `/me/notifications/${id}/actors?limit=${limit}`;
      const found = await pages<{ id: string }>(call, person, path);
      return found.map((actor) => actor.id);
    },
    post: (author, body = {}) =>
      app.get(PublishingService).publish(author.viewer, { body: 'Look', ...body }),
    failedDraft: async (author) => {
      const draft = await publishes(app, author, {
        status: 'draft',
        publishAt: new Date(Date.now() + 3_600_000).toISOString(),
      });
      const turns = (active: boolean) =>
        app.sql(`update user_account set is_active = $2 where id = $1`, [author.id, active]);
      // Not by an administrator: that would end the session of the author.
      await turns(false);
      await comesDue(app, draft);
      await turns(true);
      return draft;
    },
    comment: (author, post, parentId) =>
      app.get(CommentService).write(author.viewer, post, { body: 'hello', parentId }),
    stream: async (person) => {
      if (!app.nest.getHttpServer().listening) {
        await app.nest.listen(0, '127.0.0.1');
      }
      const client = await StreamClient.open(await app.nest.getUrl(), person.token);
      await client.until('ready');
      return client;
    },
    age: async (person, hours) => {
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
  };
}

/** All pages of a list. */
async function pages<Item>(call: Stage['call'], person: Person, path: string): Promise<Item[]> {
  const found: Item[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await call(person, 'GET', `${path}${cursor && `&cursor=${cursor}`}`);
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}

/** A notification in short: its kind, the nicknames of who shows, and how many there are. */
export function short({ kind, actors, actorCount }: NotificationDto): string {
  return `${kind}: ${actors.map(({ nickname }) => nickname).join(', ')} (${actorCount})`;
}
