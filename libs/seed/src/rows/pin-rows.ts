import type { People } from '../community/people.js';
import type { Pins } from '../community/pins.js';
import type { Posts } from '../community/posts.js';
import { personId } from './people-rows.js';
import { postId } from './post-rows.js';
import type { RowSource } from './row-source.js';

/** What people have pinned. */
export function pinRows(pins: Pins, posts: Posts, people: People): RowSource {
  return {
    table: 'post_pin',
    columns: ['user_id', 'post_ids'],
    count: people.count,
    write: (rows, person) => {
      const pinned = pins.of(person);
      if (pinned.length > 0) {
        rows.row(2);
        personId(rows, people, person);
        rows.ids(pinned, (post) => {
          postId(rows, posts, post);
        });
      }
    },
  };
}
