import { SharingService, type StoryId } from '#libs/story';
import type { Person } from './people.js';
import type { TestApp } from './test-app.js';
import { uploads } from './uploads.js';

type Draft = Parameters<SharingService['share']>[1];

/** Shares a story: for followers, without words, with a new picture, unless something else is said. */
export async function shares(
  app: Pick<TestApp, 'get'>,
  author: Pick<Person, 'id' | 'viewer'>,
  story: Partial<Draft> = {},
): Promise<StoryId> {
  const mediaId = story.mediaId ?? (await uploads(app, author));
  return app
    .get(SharingService)
    .share(author.viewer, { text: null, audience: 'followers', ...story, mediaId });
}
