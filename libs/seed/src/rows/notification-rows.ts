import { at } from '../community/column.js';
import type { Comments } from '../community/comments.js';
import type { People } from '../community/people.js';
import { commentId } from './comment-rows.js';
import type { Community } from './community.js';
import { personId } from './people-rows.js';
import { postId } from './post-rows.js';
import type { RowSource } from './row-source.js';
import type { RowWriter } from './row-writer.js';

const DAY = 24 * 60 * 60 * 1000;
/** Days at the end of the community of which people are told: older notifications would soon be removed. */
const TOLD_DAYS = 60;
/** Kinds of notifications, to keep ids of one time apart. */
const KINDS = 4;
/** The greatest time and number of an id: where open groups end. */
const OPEN = { time: 2 ** 43 - 1, number: 2 ** 20 - 1 };

/** Acts on things, each at the place of its time. */
interface Acts {
  readonly things: Uint32Array;
  readonly people: Uint32Array;
  readonly times: Float64Array;
}

/** One open group: a thing, and when it was first and last acted on. */
interface Group {
  readonly thing: number;
  readonly first: number;
  last: number;
}

/** What a kind of groups is about. */
interface GroupedKind {
  readonly kind: string;
  /** Tells the ids of this kind from those of the others. */
  readonly number: number;
  readonly groups: readonly Group[];
  readonly owner: (thing: number) => number;
  /** Writes the ids of post and comment, or nulls. */
  readonly place: (rows: RowWriter, thing: number) => void;
}

/** What people are told of at the end of the community: one group for each thing, and one for each answer. */
export function notificationRows(community: Community): RowSource[] {
  const { people, posts, comments, graph, postLikes, commentLikes, timeline } = community;
  const since = timeline.end - TOLD_DAYS * DAY;
  const authorOfPost = (post: number): number => at(posts.authors, post);
  const authorOfComment = (comment: number): number => at(comments.authors, comment);
  const follows = {
    things: graph.follows.to,
    people: graph.follows.from,
    times: graph.follows.times,
  };
  const nowhere = (rows: RowWriter): void => {
    rows.null();
    rows.null();
  };
  const kinds: GroupedKind[] = [
    {
      kind: 'post-like',
      number: 0,
      groups: groupsOf(postLikes, since, authorOfPost),
      owner: authorOfPost,
      place: (rows, post) => {
        postId(rows, posts, post);
        rows.null();
      },
    },
    {
      kind: 'comment-like',
      number: 1,
      groups: groupsOf(commentLikes, since, authorOfComment),
      owner: authorOfComment,
      place: (rows, comment) => {
        postId(rows, posts, at(comments.posts, comment));
        commentId(rows, comments, comment);
      },
    },
    {
      kind: 'follow',
      number: 2,
      groups: groupsOf(follows, since, (person) => person),
      owner: (person) => person,
      place: nowhere,
    },
  ];
  return [
    ...kinds.map((kind) => groupRows(kind, people)),
    answerRows(community, since),
    stateRows(people, timeline.end - DAY),
  ];
}

/** Groups of acts since a time, in the order of their things. Nobody is told of the own acts. */
function groupsOf(
  { things, people, times }: Acts,
  since: number,
  owner: (thing: number) => number,
): Group[] {
  const groups = new Map<number, Group>();
  for (let act = 0; act < times.length; act += 1) {
    const [thing, time] = [at(things, act), at(times, act)];
    if (time < since || owner(thing) === at(people, act)) {
      continue;
    }
    const group = groups.get(thing);
    groups.set(thing, {
      thing,
      first: Math.min(group?.first ?? time, time),
      last: Math.max(group?.last ?? time, time),
    });
  }
  return [...groups.values()].sort((a, b) => a.thing - b.thing);
}

const COLUMNS = [
  'id',
  'user_id',
  'kind',
  'post_id',
  'comment_id',
  'from_position',
  'to_position',
  'updated_at',
];

function groupRows({ kind, number, groups, owner, place }: GroupedKind, people: People): RowSource {
  return {
    table: 'notification',
    columns: COLUMNS,
    count: groups.length,
    write: (rows, index) => {
      const group = groups[index];
      if (group === undefined) {
        throw new RangeError(`There is no group ${index}.`);
      }
      const { thing, first, last } = group;
      rows.row(COLUMNS.length);
      rows.id(first, thing * KINDS + number);
      personId(rows, people, owner(thing));
      rows.text(kind);
      place(rows, thing);
      rows.id(first, 0);
      rows.id(OPEN.time, OPEN.number);
      rows.time(last);
    },
  };
}

/** One notification for each answer: a reply to whom it answers, else a comment to whose post it is under. */
function answerRows({ people, posts, comments }: Community, since: number): RowSource {
  const answers: number[] = [];
  for (let comment = 0; comment < comments.count; comment += 1) {
    const told = toldOf(comments, comment, at(posts.authors, at(comments.posts, comment)));
    if (at(comments.times, comment) >= since && told !== at(comments.authors, comment)) {
      answers.push(comment);
    }
  }
  return {
    table: 'notification',
    columns: COLUMNS,
    count: answers.length,
    write: (rows, index) => {
      const comment = answers[index] ?? NaN;
      const post = at(comments.posts, comment);
      const time = at(comments.times, comment);
      const author = at(posts.authors, post);
      rows.row(COLUMNS.length);
      rows.id(time, comment * KINDS + 3);
      personId(rows, people, toldOf(comments, comment, author));
      rows.text(comments.parentOf(comment) === undefined ? 'comment' : 'reply');
      postId(rows, posts, post);
      rows.null();
      rows.id(time, comment);
      rows.id(time + 1, 0);
      rows.time(time);
    },
  };
}

/** Whom an answer is told to. */
function toldOf(comments: Comments, comment: number, postAuthor: number): number {
  const parent = comments.parentOf(comment);
  return parent === undefined ? postAuthor : at(comments.authors, parent);
}

/** How far everybody has seen. */
function stateRows(people: People, seen: number): RowSource {
  return {
    table: 'notification_state',
    columns: ['user_id', 'seen_up_to'],
    count: people.count,
    write: (rows, person) => {
      rows.row(2);
      personId(rows, people, person);
      rows.id(seen, 0);
    },
  };
}
