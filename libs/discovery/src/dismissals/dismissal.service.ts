import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { orNotFound } from '#libs/http';
import { nameKey, type UserId, type Viewer } from '#libs/kernel';
import { type PostId, PostPolicy } from '#libs/post';
import { UserPolicy } from '#libs/social-graph';
import type { NewDismissal } from './dismissal.js';
import { DismissalReader } from './dismissal.reader.js';
import { DismissalRepository } from './dismissal.repository.js';

/** Remembers what people are not interested in, and takes it back. Repeating either changes nothing. */
@Injectable()
export class DismissalService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly people: UserPolicy,
    private readonly policy: PostPolicy,
    private readonly reader: DismissalReader,
    private readonly dismissals: DismissalRepository,
  ) {}

  /** @throws DomainError `not-found` for a person whom the viewer can't see */
  dismissUser(viewer: Viewer, userId: UserId): Promise<void> {
    return this.work.run(async () => {
      await this.people.assertVisible(viewer, userId);
      await this.add(viewer, { kind: 'user', userId });
    });
  }

  dismissTag(viewer: Viewer, tag: string): Promise<void> {
    return this.work.run(() => this.add(viewer, { kind: 'tag', tag }));
  }

  /** Dismisses the posts of whoever wrote this one. @throws DomainError `not-found` for a post that the viewer can't see */
  dismissPost(viewer: Viewer, postId: PostId): Promise<void> {
    return this.work.run(async () => {
      await this.policy.assertVisible(viewer, postId);
      const userId = orNotFound(await this.reader.authorOf(postId));
      await this.add(viewer, { kind: 'post', postId, userId });
    });
  }

  takeUserBack({ userId: me }: Viewer, userId: UserId): Promise<void> {
    return this.work.run(() => this.dismissals.remove(me, 'user', userId));
  }

  takeTagBack({ userId: me }: Viewer, tag: string): Promise<void> {
    return this.work.run(() => this.dismissals.remove(me, 'tag', nameKey(tag)));
  }

  takePostBack({ userId: me }: Viewer, postId: PostId): Promise<void> {
    return this.work.run(() => this.dismissals.removeOfPost(me, postId));
  }

  private async add({ userId: me }: Viewer, dismissal: NewDismissal): Promise<void> {
    await this.dismissals.hold(me);
    await this.dismissals.add(me, dismissal);
  }
}
