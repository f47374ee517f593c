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
import { postCounters } from '#libs/post';
import type { CommentId } from '../comment/comment.js';
import { commentCounters } from '../comment/comment-counters.sql.js';
import { CommentErasureRepository, type GoneComment } from './comment-erasure.repository.js';
import { CommentExportReader } from './comment-export.reader.js';

/** Comments removed in one transaction, or read at once. */
const BATCH = 500;

/**
 * Comments of a person, and everybody's under the person's posts, which go too. Of a comment that others
 * answered a tombstone stays.
 */
@Injectable()
export class CommentPersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'comment';
  readonly before = ['post'];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly work: UnitOfWork,
    private readonly counters: Counters,
    private readonly comments: CommentErasureRepository,
    private readonly reader: CommentExportReader,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    await files.list(
      'comments',
      walk((after) => this.reader.written(userId, after, BATCH)),
    );
  }

  override async erase(userId: UserId): Promise<Erased> {
    return {
      'comments under posts': await untilNothing(this.work, () =>
        this.comments.removeUnderPostsOf(userId, BATCH),
      ),
      comments: await untilNothing(this.work, () =>
        this.countAnew(this.comments.removeUnanswered(userId, BATCH)),
      ),
      'comments made tombstones': await untilNothing(this.work, () =>
        this.countAnew(this.comments.entomb(userId, BATCH)),
      ),
    };
  }

  /** Also the likes of a tombstone: they went before it. */
  private async countAnew(going: Promise<GoneComment[]>): Promise<number> {
    const gone = await going;
    const comments = new Set<CommentId>(gone.map(({ id }) => id));
    for (const { parentId } of gone) {
      if (parentId !== null) {
        comments.add(parentId);
      }
    }
    await this.counters.recountSoon(commentCounters, [...comments]);
    await this.counters.recountSoon(postCounters, [...new Set(gone.map(({ postId }) => postId))]);
    return gone.length;
  }
}
