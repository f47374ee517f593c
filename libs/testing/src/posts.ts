import { type NewPost, type PostId, PublishingService } from '#libs/post';
import type { Person } from './people.js';
import type { TestApp } from './test-app.js';

/** A new post of somebody. */
export function publishes(
  app: Pick<TestApp, 'get'>,
  { viewer }: Pick<Person, 'viewer'>,
  post: Partial<NewPost> = {},
): Promise<PostId> {
  return app.get(PublishingService).publish(viewer, { body: 'A post', ...post });
}
