import { at } from '../community/column.js';
import type { People } from '../community/people.js';
import type { Posts } from '../community/posts.js';
import type { Openings } from '../text/openings.js';
import { personId } from './people-rows.js';
import { postId } from './post-rows.js';
import type { RowSource } from './row-source.js';

/** Tells the place of a mention from other things of the time at which its post was published. */
const MENTIONS = 2 ** 18;

/** Who is mentioned by which post. */
export function mentionRows(posts: Posts, people: People, openings: Openings): RowSource {
  return {
    table: 'mention',
    columns: ['thing_id', 'user_id', 'author_id', 'post_id', 'position'],
    count: posts.count,
    write: (rows, post) => {
      const person = openings.mentionedBy(post);
      if (person === undefined) {
        return;
      }
      const published = posts.publishedAt(post);
      rows.row(5);
      postId(rows, posts, post);
      personId(rows, people, person);
      personId(rows, people, at(posts.authors, post));
      postId(rows, posts, post);
      // Of a draft nobody is told.
      rows.id(published ?? 0, published === undefined ? 0 : post + MENTIONS);
    },
  };
}
