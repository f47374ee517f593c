import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { Viewer } from '#libs/kernel';
import { LiveSignals } from '#libs/live';
import { type PostId, PostPolicy } from '#libs/post';
import { PostMuteRepository } from './post-mute.repository.js';

/** Keeps people from being told about single posts. */
@Injectable()
export class PostMuteService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly posts: PostPolicy,
    private readonly mutes: PostMuteRepository,
    private readonly signals: LiveSignals,
  ) {}

  /** Silences a post. Repeating it changes nothing. @throws DomainError `not-found` when it can't be seen */
  mute(viewer: Viewer, postId: PostId): Promise<void> {
    return this.work.run(async () => {
      await this.posts.assertVisible(viewer, postId);
      await this.mutes.add(viewer.userId, postId);
      this.signals.unread([viewer.userId]);
    });
  }

  /** Ends it, also of a post that can't be seen any more. */
  unmute({ userId }: Viewer, postId: PostId): Promise<void> {
    return this.work.run(async () => {
      await this.mutes.remove(userId, postId);
      this.signals.unread([userId]);
    });
  }
}
