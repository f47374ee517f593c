import { CommentService } from '#libs/comment';
import { type CommentId, DomainError, type PostId, type Viewer } from '#libs/kernel';
import { EditingService, type NewPost, PublishingService } from '#libs/post';
import { UnitOfWork } from '#libs/platform';
import { ReactionModule } from '../src/reaction.module.js';
import { BlockService, SocialGraphModule } from '#libs/social-graph';
import { person, type TestHttp, testHttp } from '#libs/testing';
import { AccountStatusService } from '#libs/user';

/** A signed-in person: to services and to HTTP. */
export type Actor = Viewer & { readonly token: string };

/** People, posts and comments for tests of what is liked and marked. */
export class Stage {
  private constructor(readonly app: TestHttp) {}

  static async open(): Promise<Stage> {
    return new Stage(await testHttp({ modules: [SocialGraphModule, ReactionModule] }));
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** Somebody who has signed up and is signed in. */
  async person(nickname: string): Promise<Actor> {
    const { viewer, token } = await person(this.app, nickname);
    return { ...viewer, token };
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

/**
 * Does something in a transaction and, before it ends, lets something else begin outside of it.
 *
 * @returns whether the other had to wait for the end of the transaction
 */
export async function isAwaited(
  app: TestHttp,
  act: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<boolean> {
  let begin: () => void = () => undefined;
  let done = false;
  // Waits outside: what begins inside of a transaction joins it.
  const ending = new Promise<void>((resolve) => (begin = resolve)).then(other).then(() => {
    done = true;
  });
  const awaited = await app.get(UnitOfWork).run(async () => {
    await act();
    begin();
    while (!done && !(await somebodyWaits(app))) {
      await new Promise(setImmediate);
    }
    return !done;
  });
  await ending;
  return awaited;
}

async function somebodyWaits(app: TestHttp): Promise<boolean> {
  const [row] = await app.sql<{ waits: boolean }>(
    `
    select exists (
      select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
    ) as waits
    `,
  );
  return row?.waits === true;
}

/** The code of the problem that a promise is refused with, or `done`. */
export async function outcome(act: Promise<unknown>): Promise<string> {
  try {
    await act;
    return 'done';
  } catch (error) {
    return error instanceof DomainError ? error.problem.code : String(error);
  }
}
