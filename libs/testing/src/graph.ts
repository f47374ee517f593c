import { BlockService, FollowService, MuteService } from '#libs/social-graph';
import type { Person } from './people.js';
import type { TestApp } from './test-app.js';

type App = Pick<TestApp, 'get'>;
type Actor = Pick<Person, 'viewer'>;
type Other = Pick<Person, 'id'>;

/** Follows somebody, or asks to. */
export async function follows(app: App, { viewer }: Actor, { id }: Other): Promise<void> {
  await app.get(FollowService).follow(viewer, id);
}

export function blocks(app: App, { viewer }: Actor, { id }: Other): Promise<void> {
  return app.get(BlockService).block(viewer, id);
}

export function mutes(app: App, { viewer }: Actor, { id }: Other): Promise<void> {
  return app.get(MuteService).mute(viewer, id);
}
