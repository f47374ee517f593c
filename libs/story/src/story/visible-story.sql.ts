import { sql, type SqlFragment } from '#libs/database';
import { pictureStatus } from '#libs/media';
import {
  activePerson,
  follows,
  type IdSql,
  idSql,
  noBlockBetween,
  publicProfile,
} from '#libs/social-graph';

/**
 * SQL: whether a story's day is not over. A condition of every read, for everybody: nothing has to run at its end.
 *
 * @param story alias of a row of `story`
 */
export function livingStory(story: string): SqlFragment {
  return sql`${sql.raw(story)}.expires_at > now()`;
}

/**
 * SQL: whether the viewer may see a story. The one rule behind every read of stories: within its day, neither deleted
 * nor taken down, with a picture that is there, by an active author, no block between the two, and either the viewer's
 * own, or the viewer follows the author, or it is for everybody and the profile public.
 *
 * @param story alias of a row of `story`
 * @param viewer SQL of the viewer's id, null or an id that nobody has when nobody is signed in
 */
export function visibleStory(story: string, viewer: IdSql): SqlFragment {
  const author = `${story}.author_id`;
  const s = sql.raw(story);
  return sql`(
    ${livingStory(story)}
    and ${s}.is_active
    and ${pictureStatus(`${story}.media_id`)} is not null
    and ${activePerson(author)}
    and ${noBlockBetween(viewer, author)}
    and (
      ${sql.raw(author)} = ${idSql(viewer)}
      or ${follows(viewer, author)}
      or (${s}.audience = 'public' and ${publicProfile(author)})
    )
  )`;
}

/**
 * SQL: whether a viewer has nothing left to see of a story: it is the own, or the viewer has seen it.
 *
 * @param story alias of a row of `story`
 * @param until SQL of a moment as an id: what was seen after it isn't yet
 */
export function seenStory(story: string, viewer: IdSql, until?: IdSql): SqlFragment {
  return sql`(
    ${sql.raw(story)}.author_id = ${idSql(viewer)}
    or exists (
      select from story_view seen
      where ${sql.all([
        sql`seen.story_id = ${sql.raw(story)}.id`,
        sql`seen.user_id = ${idSql(viewer)}`,
        until !== undefined && sql`seen.position <= ${idSql(until)}`,
      ])}
    )
  )`;
}

/**
 * SQL: whether the author is told that a person has seen a story: not of inactive people, nor across a block.
 *
 * @param view alias of a row of `story_view`
 */
export function toldView(view: string, author: IdSql): SqlFragment {
  const person = `${view}.user_id`;
  return sql`(${activePerson(person)} and ${noBlockBetween(author, person)})`;
}
