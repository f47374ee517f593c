import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Counters } from '#libs/counters';
import { UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import {
  type Erased,
  type ExportWriter,
  PersonalData,
  PersonalDataRegistry,
  untilNothing,
  walk,
} from '#libs/personal-data';
import { tagCounters } from '../post/post-counters.sql.js';
import { quoteCounters } from '../quotes/quote-counters.sql.js';
import { PostErasureRepository } from './post-erasure.repository.js';
import { PostExportReader } from './post-export.reader.js';

/** Posts read at once. */
const PAGE = 200;
/** Posts removed in one transaction. */
const POSTS = 50;
/** Views removed in one transaction. */
const VIEWS = 5_000;

/** Posts of a person with tags, pictures, history and views, and which posts the person saw. */
@Injectable()
export class PostPersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'post';
  readonly before = ['media'];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly work: UnitOfWork,
    private readonly counters: Counters,
    private readonly posts: PostErasureRepository,
    private readonly reader: PostExportReader,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    await files.list(
      'posts',
      walk((after) => this.reader.posts(userId, after, PAGE)),
    );
    await files.list(
      'post-history',
      walk((after) => this.reader.revisions(userId, after, PAGE)),
    );
  }

  override async erase(userId: UserId): Promise<Erased> {
    const received = await untilNothing(this.work, () =>
      this.posts.removeViewsOfPosts(userId, VIEWS),
    );
    const pins = await this.work.run(() => this.posts.removePins(userId));
    let revisions = 0;
    let tags = 0;
    const posts = await untilNothing(this.work, async () => {
      const gone = await this.posts.removePosts(userId, POSTS);
      revisions += gone.revisions;
      tags += await this.posts.removeUnusedTags(gone.tags);
      await this.counters.recountSoon(tagCounters, gone.tags);
      await this.counters.recountSoon(quoteCounters, gone.quoted);
      return gone.posts;
    });
    const views = await untilNothing(this.work, () => this.posts.removeViews(userId, VIEWS));
    return { 'received views': received, pins, posts, 'post revisions': revisions, tags, views };
  }
}
