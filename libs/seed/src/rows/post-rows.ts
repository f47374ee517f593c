import { at } from '../community/column.js';
import type { People } from '../community/people.js';
import { type Posts, PRESENCE } from '../community/posts.js';
import type { Quotes } from '../community/quotes.js';
import { Random } from '../community/random.js';
import type { Schedule } from '../community/schedule.js';
import type { Timeline } from '../community/timeline.js';
import { isSensitive, isWarned } from '../community/warnings.js';
import type { Opening, Openings } from '../text/openings.js';
import type { Phrasebook } from '../text/phrasebook.js';
import type { PostWords } from '../text/post-words.js';
import { personId, personIdText } from './people-rows.js';
import type { RowSource } from './row-source.js';
import type { RowWriter } from './row-writer.js';

const DAY = 24 * 60 * 60 * 1000;
const MINUTE = 60_000;
/** Tells the position of a post from its id, when both are of one time. */
const POSITIONS = 2 ** 19;

/** Posts, in the order in which they were begun. */
export function postRows(
  posts: Posts,
  {
    people,
    timeline,
    words,
    quotes,
    schedule,
    openings,
    book,
    seed,
  }: {
    people: People;
    timeline: Timeline;
    words: PostWords;
    quotes: Quotes;
    schedule: Schedule;
    openings: Openings;
    book: Phrasebook;
    seed: number;
  },
): RowSource {
  const random = Random.for('warnings', seed);
  return {
    table: 'post',
    columns: [
      'id',
      'author_id',
      'slug',
      'title',
      'body',
      'status',
      'visibility',
      'is_active',
      'position',
      'version',
      'published_at',
      'created_at',
      'updated_at',
      'deleted_at',
      'quoted_id',
      'publish_at',
      'content_warning',
      'sensitive',
      'entities',
    ],
    count: posts.count,
    write: (rows, post) => {
      const created = at(posts.createdAt, post);
      const published = posts.publishedAt(post);
      const edited = posts.editedAt(post);
      rows.row(19);
      postId(rows, posts, post);
      personId(rows, people, at(posts.authors, post));
      rows.beginText();
      words.writeSlug(post, rows);
      rows.endText();
      rows.beginText();
      words.writeTitle(post, 'plain', rows);
      rows.endText();
      rows.beginText();
      words.writeBody(post, 'plain', rows);
      rows.endText();
      rows.text(published === undefined ? 'draft' : 'published');
      rows.text(posts.visibilityOf(post));
      rows.boolean(posts.isThere(post));
      if (published === undefined) {
        rows.null();
      } else {
        rows.id(published, post + POSITIONS);
      }
      rows.integer(edited === undefined ? 1 : 2);
      rows.timeOrNull(published);
      rows.time(created);
      rows.time(edited ?? published ?? created);
      rows.timeOrNull(
        posts.presenceOf(post) === PRESENCE.deleted
          ? Math.min((edited ?? published ?? created) + DAY, timeline.end - MINUTE)
          : undefined,
      );
      const quoted = quotes.of(post);
      if (quoted === undefined) {
        rows.null();
      } else {
        postId(rows, posts, quoted);
      }
      const { voice } = book.of(people.languageOf(at(posts.authors, post)));
      rows.timeOrNull(schedule.of(post));
      rows.textOrNull(isWarned(posts, post) ? voice.warning(random) : undefined);
      rows.boolean(isSensitive(posts, post));
      entitiesOrNull(rows, people, openings.of(post));
    },
  };
}

/** The words of posts as they are searched, in the order of feeds. */
export function postTextRows(posts: Posts, words: PostWords): RowSource {
  return {
    table: 'post_text',
    columns: ['post_id', 'title', 'body'],
    count: posts.count,
    write: (rows, place) => {
      const post = at(posts.inFeedOrder, place);
      rows.row(3);
      postId(rows, posts, post);
      rows.beginText();
      words.writeTitle(post, 'folded', rows);
      rows.endText();
      rows.beginText();
      words.writeBody(post, 'folded', rows);
      rows.endText();
    },
  };
}

/** What edited posts said before. */
export function revisionRows(posts: Posts, words: PostWords): RowSource {
  return {
    table: 'post_revision',
    columns: ['id', 'post_id', 'title', 'body', 'tags', 'edited_at'],
    count: posts.count,
    write: (rows, post) => {
      const edited = posts.editedAt(post);
      if (edited === undefined) {
        return;
      }
      rows.row(6);
      rows.id(edited, post);
      postId(rows, posts, post);
      rows.beginText();
      words.writeTitle(post, 'plain', rows);
      rows.endText();
      rows.beginText();
      words.writeBody(post, 'plain', rows, 1);
      rows.endText();
      rows.texts([]);
      rows.time(edited);
    },
  };
}

/** Counters of posts; views are made up. */
export function postCounterRows(
  posts: Posts,
  counts: Readonly<Record<'likes' | 'comments' | 'bookmarks' | 'reposts' | 'quotes', Int32Array>>,
  seed: number,
): RowSource {
  const random = Random.for('views', seed);
  return {
    table: 'post_counter',
    columns: [
      'post_id',
      'like_count',
      'comment_count',
      'bookmark_count',
      'repost_count',
      'quote_count',
      'view_count',
    ],
    count: posts.count,
    write: (rows, post) => {
      const likes = at(counts.likes, post);
      const comments = at(counts.comments, post);
      const views = random.below(20) + likes * (3 + random.below(12)) + comments * 2;
      rows.row(7);
      postId(rows, posts, post);
      rows.integer(likes);
      rows.integer(comments);
      rows.integer(at(counts.bookmarks, post));
      rows.integer(at(counts.reposts, post));
      rows.integer(at(counts.quotes, post));
      rows.integer(posts.publishedAt(post) === undefined ? 0 : views);
    },
  };
}

/** Listed posts of each person. */
export function listedPostsOf(posts: Posts, people: People): Int32Array {
  const counts = new Int32Array(people.count);
  for (let post = 0; post < posts.count; post += 1) {
    if (posts.isListed(post)) {
      const author = at(posts.authors, post);
      counts[author] = at(counts, author) + 1;
    }
  }
  return counts;
}

function entitiesOrNull(rows: RowWriter, people: People, opening: Opening | undefined): void {
  if (opening === undefined) {
    rows.null();
  } else {
    const mentioned = opening.people.map((person) => personIdText(people, person));
    rows.json({ people: mentioned, spans: opening.spans });
  }
}

/** Writes the id of a post. */
export function postId(rows: RowWriter, posts: Posts, post: number): void {
  rows.id(at(posts.createdAt, post), post);
}
