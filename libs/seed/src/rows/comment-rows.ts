import { at } from '../community/column.js';
import type { Comments } from '../community/comments.js';
import type { People } from '../community/people.js';
import type { Posts } from '../community/posts.js';
import { Random } from '../community/random.js';
import type { Timeline } from '../community/timeline.js';
import type { Phrasebook } from '../text/phrasebook.js';
import type { Form, TextTarget } from '../text/phrases.js';
import { personId } from './people-rows.js';
import { postId } from './post-rows.js';
import type { RowSource } from './row-source.js';
import type { RowWriter } from './row-writer.js';

const DAY = 24 * 60 * 60 * 1000;
const MINUTE = 60_000;
const SPACE = Buffer.from(' ');

type WriteWords = (comment: number, form: Form, target: TextTarget) => void;

/** Comments, in the order of time. */
export function commentRows(
  comments: Comments,
  { people, posts, timeline }: { people: People; posts: Posts; timeline: Timeline },
  words: WriteWords,
): RowSource {
  return {
    table: 'comment',
    columns: [
      'id',
      'post_id',
      'parent_id',
      'root_id',
      'depth',
      'author_id',
      'body',
      'is_active',
      'deleted_at',
      'created_at',
      'updated_at',
    ],
    count: comments.count,
    write: (rows, comment) => {
      const written = at(comments.times, comment);
      rows.row(11);
      commentId(rows, comments, comment);
      postId(rows, posts, at(comments.posts, comment));
      commentIdOrNull(rows, comments, comments.parentOf(comment));
      commentIdOrNull(rows, comments, comments.rootOf(comment));
      rows.smallint(at(comments.depths, comment));
      personId(rows, people, at(comments.authors, comment));
      rows.beginText();
      words(comment, 'plain', rows);
      rows.endText();
      rows.boolean(!comments.isDeactivated(comment));
      rows.timeOrNull(
        comments.isDeleted(comment) ? Math.min(written + DAY, timeline.end - MINUTE) : undefined,
      );
      rows.time(written);
      rows.time(written);
    },
  };
}

/** The words of comments as they are searched. */
export function commentTextRows(comments: Comments, words: WriteWords): RowSource {
  return {
    table: 'comment_text',
    columns: ['comment_id', 'title', 'body'],
    count: comments.count,
    write: (rows, comment) => {
      rows.row(3);
      commentId(rows, comments, comment);
      rows.text('');
      rows.beginText();
      words(comment, 'folded', rows);
      rows.endText();
    },
  };
}

/** Counters of comments, with the list in which each is ranked. */
export function commentCounterRows(comments: Comments, posts: Posts, likes: Int32Array): RowSource {
  return {
    table: 'comment_counter',
    columns: ['comment_id', 'list_id', 'like_count', 'reply_count'],
    count: comments.count,
    write: (rows, comment) => {
      const parent = comments.parentOf(comment);
      rows.row(4);
      commentId(rows, comments, comment);
      if (parent === undefined) {
        postId(rows, posts, at(comments.posts, comment));
      } else {
        commentId(rows, comments, parent);
      }
      rows.integer(at(likes, comment));
      rows.integer(at(comments.replyCounts, comment));
    },
  };
}

/** What each comment says: the same whenever it is asked for. */
export function commentWords(
  comments: Comments,
  people: People,
  book: Phrasebook,
  seed: number,
): WriteWords {
  const random = new Random(0);
  return (comment, form, target) => {
    random.restart((seed + Math.imul(comment, 0x9e3779b1)) >>> 0);
    const { replies } = book.of(people.languageOf(at(comments.authors, comment)));
    replies.copy(replies.pick(random), form, target);
    if (random.chance(0.3)) {
      target.append(SPACE, 0, SPACE.length);
      replies.copy(replies.pick(random), form, target);
    }
  };
}

/** Writes the id of a comment. */
export function commentId(rows: RowWriter, comments: Comments, comment: number): void {
  rows.id(at(comments.times, comment), comment);
}

function commentIdOrNull(rows: RowWriter, comments: Comments, comment: number | undefined): void {
  if (comment === undefined) {
    rows.null();
  } else {
    commentId(rows, comments, comment);
  }
}
