import { type CommentId, CommentModule } from '#libs/comment';
import type { PostId } from '#libs/post';
import { SocialGraphModule } from '#libs/social-graph';
import { type Stage, stageOf, type TestAnswer, type TestHttp } from '#libs/testing';
import { givesRole, type Person, person } from '#libs/testing/people';

/** Comments, and an administrator who acts on them. */
export type ModerationStage = Stage<Awaited<ReturnType<typeof words>>>;

async function words(app: TestHttp) {
  const admin = await person(app, 'admin');
  await givesRole(app, admin, 'admin');
  const read = (url: string, as?: Person): Promise<TestAnswer> =>
    app.request({ method: 'GET', url: `/v1${url}`, ...(as && { as }) });
  const moderate = (id: CommentId, body: object, headers = {}, as = admin): Promise<TestAnswer> =>
    app.request({
      method: 'PATCH',
      url: `/v1/admin/comments/${id}`,
      as,
      body: { reason: 'because', ...body },
      headers,
    });
  return {
    admin,
    /** The answer to somebody who reads a path. */
    read,
    /** The answer to an act. */
    moderate,
    deactivate: (id: CommentId) => moderate(id, { isActive: false }),
    restore: (id: CommentId) => moderate(id, { isActive: true }),
    /** What the audit log holds of a comment. */
    acts: (id: CommentId) =>
      app.sql<{ actor: string; action: string; reason: string; changes: unknown }>(
        `
        select actor_id as actor, action, reason, changes
        from audit_log
        where target_type = 'comment' and target_id = $1
        order by id
        `,
        [id],
      ),
    /** How many comments of a post are counted. */
    commentCount: async (post: PostId) => {
      await app.settle();
      return (await read(`/posts/${post}`)).body.commentCount;
    },
  };
}

export const openModerationStage = stageOf([SocialGraphModule, CommentModule], words);
