import type { TestApp } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { blocks, follows, mutes } from '#libs/testing/graph';
import { type Person, setsPublic } from '#libs/testing/people';
import { ProfileService } from '#libs/user';
import { DismissalService } from '../src/dismissals/dismissal.service.js';

/** Somebody who could be suggested, and why they are not any more. */
interface Reason {
  readonly why: string;
  /** What happens between the viewer and the person, or to the person alone. */
  readonly happens: (app: TestApp, viewer: Person, person: Person) => Promise<unknown>;
}

/** Who is in no list of suggestions, whatever the list. */
export const NEVER_SUGGESTED: readonly Reason[] = [
  { why: 'I follow them', happens: (app, me, them) => follows(app, me, them) },
  {
    why: 'I asked to follow them, and they are public since',
    happens: async (app, me, them) => {
      await setsPublic(app, them, false);
      await follows(app, me, them);
      await setsPublic(app, them, true);
    },
  },
  { why: 'I block them', happens: (app, me, them) => blocks(app, me, them) },
  { why: 'they block me', happens: (app, me, them) => blocks(app, them, me) },
  {
    why: 'I am not interested in them',
    happens: (app, me, them) => app.get(DismissalService).dismissUser(me.viewer, them.id),
  },
  { why: 'I mute them', happens: (app, me, them) => mutes(app, me, them) },
  { why: 'their profile is private', happens: (app, _, them) => setsPublic(app, them, false) },
  {
    why: 'they left discovery',
    happens: (app, _, them) =>
      app.get(ProfileService).edit(them.viewer, { discoverable: false }, undefined),
  },
  { why: 'they are suspended', happens: (app, _, them) => suspends(app, them) },
  { why: 'they are silent for 90 days', happens: (app, _, them) => daysPass(app, them, 91) },
];

/** So many days pass since a person came, and since what there is of them was published. */
export async function daysPass(
  app: Pick<TestApp, 'sql'>,
  { id }: Pick<Person, 'id'>,
  days: number,
): Promise<void> {
  await app.sql(
    `with came as (
      update user_account set created_at = created_at - $2 * interval '1 day' where id = $1
    ), wrote as (
      update post set position = position - (($2::bigint * 86400000) << 20) where author_id = $1
    )
    update post_repost
    set position = position - (($2::bigint * 86400000) << 20)
    where user_id = $1`,
    [id, days],
  );
}
