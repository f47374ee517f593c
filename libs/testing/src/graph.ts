import {
  BlockService,
  FollowerService,
  FollowService,
  FollowSettingsService,
  type FollowState,
  MuteService,
} from '#libs/social-graph';
import type { Person } from './people.js';
import type { TestApp } from './test-app.js';

type App = Pick<TestApp, 'get'>;
type Actor = Pick<Person, 'viewer'>;
type Other = Pick<Person, 'id'>;

/** Follows somebody, or asks to. */
export function follows(app: App, { viewer }: Actor, { id }: Other): Promise<FollowState> {
  return app.get(FollowService).follow(viewer, id);
}

/** Wants no reposts of somebody in the own home feed. */
export function hidesReposts(app: App, { viewer }: Actor, { id }: Other): Promise<void> {
  return app.get(FollowSettingsService).set(viewer, id, { hideReposts: true });
}

/** Takes a follow or a request back. */
export function unfollows(app: App, { viewer }: Actor, { id }: Other): Promise<FollowState> {
  return app.get(FollowService).unfollow(viewer, id);
}

/** Accepts somebody who asked to follow. */
export function accepts(app: App, { viewer }: Actor, { id }: Other): Promise<void> {
  return app.get(FollowerService).accept(viewer, id);
}

/** Refuses somebody who asked to follow. */
export function refuses(app: App, { viewer }: Actor, { id }: Other): Promise<void> {
  return app.get(FollowerService).refuse(viewer, id);
}

/** Ends that somebody follows one. */
export function removesFollower(app: App, { viewer }: Actor, { id }: Other): Promise<void> {
  return app.get(FollowerService).remove(viewer, id);
}

export function blocks(app: App, { viewer }: Actor, { id }: Other): Promise<void> {
  return app.get(BlockService).block(viewer, id);
}

export function unblocks(app: App, { viewer }: Actor, { id }: Other): Promise<void> {
  return app.get(BlockService).unblock(viewer, id);
}

export function mutes(app: App, { viewer }: Actor, { id }: Other): Promise<void> {
  return app.get(MuteService).mute(viewer, id);
}

export function unmutes(app: App, { viewer }: Actor, { id }: Other): Promise<void> {
  return app.get(MuteService).unmute(viewer, id);
}
