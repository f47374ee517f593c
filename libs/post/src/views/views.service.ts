import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Settings } from '#libs/config';
import { Counters } from '#libs/counters';
import { UnitOfWork } from '#libs/database';
import { Scheduled } from '#libs/jobs';
import { Clock, compareIds, networkOf } from '#libs/kernel';
import type { PostId } from '../post/post.js';
import { postCounters } from '../post/post-counters.sql.js';
import { PostViewRepository } from './post-view.repository.js';
import { type Onlooker, type SeenPost, type View, viewOf } from './view.js';

const FLUSH_EVERY_MS = 1_000;
/** Views stored in one transaction. */
const BATCH = 500;
/** Views that wait at most; when the database is this slow, further ones are lost. */
const MAX_WAITING = 50_000;

/** A look that was not stored yet: hashed when it is, which costs more than the look itself. */
interface Look {
  readonly postId: PostId;
  readonly who: Onlooker;
  readonly at: Date;
}

/** Counts views: gathered in the process, stored once a second. A crash loses what was not stored yet. */
@Injectable()
export class ViewsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(ViewsService.name);
  private waiting = new Map<string, Look>();
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> = Promise.resolve();

  constructor(
    private readonly work: UnitOfWork,
    private readonly views: PostViewRepository,
    private readonly counters: Counters,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(), FLUSH_EVERY_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  /** Notes that somebody looks at a post. An author's own look is no view. */
  see(post: SeenPost, who: Onlooker): void {
    const own = 'userId' in who && who.userId === post.authorId;
    const place = `${post.id} ${'userId' in who ? who.userId : networkOf(who.ip)}`;
    if (!own && this.waiting.size < MAX_WAITING && !this.waiting.has(place)) {
      this.waiting.set(place, { postId: post.id, who, at: this.clock.now() });
    }
  }

  /** Stores what has been gathered. One flush at a time. */
  flush(): Promise<void> {
    this.flushing = this.flushing.then(() => this.storeWaiting());
    return this.flushing;
  }

  /** Forgets who saw what, once it is too long ago to matter. */
  @Scheduled({ name: 'post.forget-views', cron: '*/10 * * * *' })
  async forget(): Promise<void> {
    let forgotten: number;
    do {
      forgotten = await this.work.run(() => this.views.forget());
    } while (forgotten > 0);
  }

  private async storeWaiting(): Promise<void> {
    // One order in every process, so that two batches can't wait for each other.
    const views = [...this.waiting.values()]
      .map(({ postId, who, at }) => viewOf(postId, who, this.settings.jwtSecret, at))
      .sort((a, b) => compareIds(a.postId, b.postId) || (a.key < b.key ? -1 : 1));
    this.waiting = new Map();
    for (let from = 0; from < views.length; from += BATCH) {
      try {
        await this.work.run(() => this.store(views.slice(from, from + BATCH)));
      } catch (error) {
        this.log.warn({ err: error }, 'Views were lost.');
      }
    }
  }

  private async store(views: readonly View[]): Promise<void> {
    const byAmount = new Map<number, PostId[]>();
    for (const { postId, views: amount } of await this.views.note(views)) {
      byAmount.set(amount, [...(byAmount.get(amount) ?? []), postId]);
    }
    for (const [amount, postIds] of byAmount) {
      await this.counters.addEach(
        postCounters,
        postIds.map((key) => ({ key, change: { view_count: amount } })),
      );
    }
  }
}
