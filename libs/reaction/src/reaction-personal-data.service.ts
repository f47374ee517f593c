import { Injectable, type OnModuleInit } from '@nestjs/common';
import { commentCounters } from '#libs/comment';
import type { Id, UserId } from '#libs/kernel';
import { Counters, type CounterSet } from '#libs/counters';
import {
  type Erased,
  type ExportWriter,
  PersonalData,
  PersonalDataRegistry,
  untilNothing,
  walk,
} from '#libs/personal-data';
import { UnitOfWork } from '#libs/database';
import { postCounters } from '#libs/post';
import { bookmarks, commentLikes, type EdgeKind, postLikes } from './edges.sql.js';
import { ReactionExportReader } from './reaction-export.reader.js';
import { ReactionErasureRepository } from './reaction-erasure.repository.js';

/** Edges removed in one transaction, or read at once. */
const BATCH = 1_000;

/** Likes and bookmarks of a person, and those that others gave to what the person wrote. */
@Injectable()
export class ReactionPersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'reaction';
  readonly before = ['comment', 'post'];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly work: UnitOfWork,
    private readonly counters: Counters,
    private readonly edges: ReactionErasureRepository,
    private readonly reader: ReactionExportReader,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    const made = (kind: EdgeKind) => walk((after) => this.reader.made(kind, userId, after, BATCH));
    await files.list('reactions/post-likes', made(postLikes));
    await files.list('reactions/comment-likes', made(commentLikes));
    await files.list('bookmarks', made(bookmarks));
  }

  override async erase(userId: UserId): Promise<Erased> {
    return {
      'post likes': await this.removeOf(userId, postLikes, postCounters),
      'comment likes': await this.removeOf(userId, commentLikes, commentCounters),
      bookmarks: await this.removeOf(userId, bookmarks, postCounters),
      'received post likes': await untilNothing(this.work, () =>
        this.edges.removeToPostsOf(postLikes, userId, BATCH),
      ),
      'received bookmarks': await untilNothing(this.work, () =>
        this.edges.removeToPostsOf(bookmarks, userId, BATCH),
      ),
      'received comment likes': await untilNothing(this.work, () =>
        this.edges.removeToCommentsOf(commentLikes, userId, BATCH),
      ),
    };
  }

  private removeOf<Of extends 'post' | 'comment'>(
    userId: UserId,
    kind: EdgeKind<Of>,
    counters: CounterSet,
  ): Promise<number> {
    return untilNothing(this.work, async () => {
      const targets: Id<Of>[] = await this.edges.removeOf(kind, userId, BATCH);
      await this.counters.recountSoon(counters, targets);
      return targets.length;
    });
  }
}
