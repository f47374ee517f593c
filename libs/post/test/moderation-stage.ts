import type { TestAnswer } from '#libs/testing';
import { staff } from '#libs/testing/people';
import { type PostStage, postStageWith } from './stage.js';

const words = async (app: PostStage) => {
  const admin = await staff(app, 'admin');
  return {
    admin,

    /** The answer to an administrator who acts on a post. */
    moderate(id: string, body: object, headers = {}, as = admin): Promise<TestAnswer> {
      return app.act(as, 'PATCH', `/admin/posts/${id}`, { reason: 'because', ...body }, headers);
    },

    /** The answer to an administrator who takes a post out of sight. */
    deactivate(id: string): Promise<TestAnswer> {
      return this.moderate(id, { isActive: false });
    },

    /** The answer to an administrator who brings a post back. */
    restore(id: string): Promise<TestAnswer> {
      return this.moderate(id, { isActive: true });
    },

    /** An administrator stops or restores something. */
    async setsActive(
      kind: 'posts' | 'media' | 'users',
      id: string,
      isActive: boolean,
    ): Promise<void> {
      const change = { isActive, reason: 'because' };
      expect((await app.act(admin, 'PATCH', `/admin/${kind}/${id}`, change)).status).toBe(200);
    },

    /** What the audit log holds of a post. */
    acts(id: string) {
      return app.sql<{ actor: string; action: string; reason: string; changes: unknown }>(
        `
        select actor_id as actor, action, reason, changes
        from audit_log
        where target_type = 'post' and target_id = $1
        order by id
        `,
        [id],
      );
    },

    /** How many posts of a tag are counted. */
    async tagCount(name: string) {
      await app.settle();
      const [tag] = await app.items(`/tags?prefix=${name}`);
      return tag?.['postCount'] ?? 0;
    },
  };
};

/** Posts, and an administrator who acts on them. */
export const moderationStage = postStageWith(words);

export type ModerationStage = Awaited<ReturnType<typeof moderationStage>>;
