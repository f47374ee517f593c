import { type PostId, PostModule } from '#libs/post';
import { SocialGraphModule } from '#libs/social-graph';
import { type Stage, stageOf, type TestAnswer, type TestHttp } from '#libs/testing';
import { givesRole, type Person, person } from '#libs/testing/people';
import { allOf, get } from './stage.js';

/** Posts, and an administrator who acts on them. */
export type ModerationStage = Stage<Awaited<ReturnType<typeof words>>>;

async function words(app: TestHttp) {
  const admin = await person(app, 'admin');
  await givesRole(app, admin, 'admin');
  const moderate = (id: PostId, body: object, headers = {}, as = admin): Promise<TestAnswer> =>
    app.request({
      method: 'PATCH',
      url: `/v1/admin/posts/${id}`,
      as,
      body: { reason: 'because', ...body },
      headers,
    });
  return {
    admin,
    /** The answer to an act. */
    moderate,
    deactivate: (id: PostId) => moderate(id, { isActive: false }),
    restore: (id: PostId) => moderate(id, { isActive: true }),
    /** The answer to an author who deletes a post. */
    remove: (as: Person, id: PostId): Promise<TestAnswer> =>
      app.request({ method: 'DELETE', url: `/v1/posts/${id}`, as }),
    /** What the audit log holds of a post. */
    acts: (id: PostId) =>
      app.sql<{ actor: string; action: string; reason: string; changes: unknown }>(
        `
        select actor_id as actor, action, reason, changes
        from audit_log
        where target_type = 'post' and target_id = $1
        order by id
        `,
        [id],
      ),
    idsIn: async (url: string, as?: Person) => (await allOf(app, url, as)).map(({ id }) => id),
    /** How many posts of an author are counted. */
    postCount: async (author: Person) => {
      await app.settle();
      return (await get(app, `/users/${author.id}`)).body.postCount;
    },
    /** How many posts of a tag are counted. */
    tagCount: async (name: string) => {
      await app.settle();
      const [tag] = await allOf(app, `/tags?prefix=${name}`);
      return tag?.['postCount'] ?? 0;
    },
  };
}

export const openModerationStage = stageOf([SocialGraphModule, PostModule], words);
