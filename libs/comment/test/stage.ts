import { AccountStatusService } from '#libs/account';
import { type CommentId, CommentModule, CommentService } from '#libs/comment';
import type { Viewer } from '#libs/kernel';
import { EditingService, type NewPost, type PostId, PublishingService } from '#libs/post';
import { BlockService, FollowService, SocialGraphModule } from '#libs/social-graph';
import { type TestHttp, testHttp } from '#libs/testing';
import { type Person, person, setsPublic } from '#libs/testing/people';

/** A signed-in person: to services, to HTTP and to the words of tests. */
export type Actor = Viewer & Person;

/** People and posts for tests of what is said below them. */
export class Stage {
  private constructor(readonly app: TestHttp) {}

  static async open(): Promise<Stage> {
    return new Stage(await testHttp({ modules: [SocialGraphModule, CommentModule] }));
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** Somebody who has signed up and is signed in. */
  async person(nickname: string, isPublic = true): Promise<Actor> {
    const made = await person(this.app, nickname);
    await setsPublic(this.app, made, isPublic);
    return { ...made, ...made.viewer };
  }

  post(author: Viewer, draft: Partial<NewPost> = {}): Promise<PostId> {
    return this.app.get(PublishingService).publish(author, { body: 'A post', ...draft });
  }

  writes(author: Viewer, postId: PostId, body: string, parentId?: CommentId): Promise<CommentId> {
    return this.app.get(CommentService).write(author, postId, { body, parentId });
  }

  removes(actor: Viewer, commentId: CommentId): Promise<void> {
    return this.app.get(CommentService).remove(actor, commentId, undefined);
  }

  follows(follower: Viewer, followee: Viewer): Promise<unknown> {
    return this.app.get(FollowService).follow(follower, followee.userId);
  }

  blocks(blocker: Viewer, blocked: Viewer): Promise<void> {
    return this.app.get(BlockService).block(blocker, blocked.userId);
  }

  /** Hides a post from everybody but its author. */
  makesPrivate(author: Viewer, postId: PostId): Promise<void> {
    const change = () => ({ visibility: 'private' }) as const;
    return this.app.get(EditingService).edit(author, postId, change, undefined);
  }

  suspend({ userId }: Viewer): Promise<unknown> {
    return this.app.get(AccountStatusService).suspend(userId);
  }

  restore({ userId }: Viewer): Promise<unknown> {
    return this.app.get(AccountStatusService).reactivate(userId);
  }
}
