import { defineCounters } from '#libs/counters';
import { sql } from '#libs/database';
import { defineReaction } from '#libs/reaction';
import { visibleNotice } from '../notice/visible-notice.sql.js';
import { NoticeLikeAdded, NoticeLikeRemoved } from './notice-like.events.js';

/** Whoever can see a notice may like it. */
export const noticeLikes = defineReaction({
  of: {
    noun: 'notice',
    section: 'notice',
    one: 'a notice',
    path: 'notices',
    tag: 'Notices',
    visible: visibleNotice,
    // Also those that the person's posts got.
    goingWith: (userId) => [
      sql`select n.id from notice n where n.author_id = ${userId}`,
      sql`
      select n.id
      from post p
      join notice n on n.post_id = p.id
      where p.author_id = ${userId}`,
    ],
  },
  edges: { table: 'notice_like', target: 'notice_id' },
  name: 'notice likes',
  file: 'reactions/notice-likes',
  counted: (truth) =>
    defineCounters({
      table: 'notice_like_counter',
      key: 'notice_id',
      columns: ['like_count'],
      truth: { like_count: truth },
    }),
  added: (noticeId, userId) => new NoticeLikeAdded({ noticeId, userId }),
  removed: (noticeId, userId) => new NoticeLikeRemoved({ noticeId, userId }),
});
