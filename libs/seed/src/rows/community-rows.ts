import { wordlessAmong } from '../community/pictures.js';
import { Nicknames } from '../text/nicknames.js';
import { Openings } from '../text/openings.js';
import type { Phrasebook } from '../text/phrasebook.js';
import { PostWords } from '../text/post-words.js';
import { chatRows } from './chat-rows.js';
import {
  commentCounterRows,
  commentId,
  commentRows,
  commentTextRows,
  commentWords,
} from './comment-rows.js';
import type { Community } from './community.js';
import { edgeRows, markRows } from './edge-rows.js';
import type { Painting } from './gallery.js';
import { mentionRows } from './mention-rows.js';
import { notificationRows } from './notification-rows.js';
import { peopleListRows } from './people-list-rows.js';
import { accountRows, personCounterRows, profileRows } from './people-rows.js';
import { mediaRows, portraitWriter, postImageRows } from './picture-rows.js';
import { pinRows } from './pin-rows.js';
import { pollRows } from './poll-rows.js';
import {
  listedPostsOf,
  postCounterRows,
  postId,
  postRows,
  postTextRows,
  revisionRows,
} from './post-rows.js';
import type { RowSource } from './row-source.js';
import { storyRows, storyViewRows } from './story-rows.js';
import { tagRows } from './tag-rows.js';

/** What the rows of a community need beside the community. */
interface Trimmings {
  readonly book: Phrasebook;
  readonly paintings: readonly Painting[];
  readonly tagNames: readonly string[];
  readonly passwordHash: string;
  readonly seed: number;
}

/** The rows of every table, in the order in which they are to be written. */
export function rowsOf(community: Community, trimmings: Trimmings): RowSource[] {
  return [
    ...rowsOfPeople(community, trimmings),
    ...rowsOfPosts(community, trimmings),
    ...rowsOfComments(community, trimmings),
    ...rowsOfReactions(community),
    ...notificationRows(community),
    ...chatRows(community, trimmings),
    ...peopleListRows(community),
  ];
}

function rowsOfPeople(
  { people, graph, posts, timeline, pictures }: Community,
  { book, passwordHash, seed, paintings }: Trimmings,
): RowSource[] {
  const writePicture = portraitWriter(pictures);
  const nicknames = new Nicknames(book, people, seed);
  return [
    accountRows(people, timeline, { book, passwordHash, seed }),
    profileRows(people, graph, { book, seed, nicknames, writePicture }),
    personCounterRows(people, graph, listedPostsOf(posts, people)),
    edgeRows('follow', ['follower_id', 'followee_id'], graph.follows, people),
    edgeRows('follow_request', ['follower_id', 'followee_id'], graph.requests, people),
    edgeRows('block', ['blocker_id', 'blocked_id'], graph.blocks, people),
    edgeRows('mute', ['muter_id', 'muted_id'], graph.mutes, people),
    mediaRows(pictures, paintings, { people, posts, book, seed }),
    storyRows(pictures, { people, book, seed }),
    storyViewRows(pictures, graph.follows, { people, timeline, seed }),
  ];
}

function rowsOfPosts(community: Community, { book, tagNames, seed }: Trimmings): RowSource[] {
  const { people, posts, comments, timeline, pictures } = community;
  const { postLikes, bookmarks, reposts, quotes, schedule, polls, pins } = community;
  const { mentions, tagging } = community;
  const wordless = wordlessAmong(pictures, posts);
  const nicknames = new Nicknames(book, people, seed);
  const openings = new Openings(posts, mentions, tagging, tagNames, nicknames, wordless);
  const words = new PostWords(book, people, posts, wordless, openings);
  const counts = {
    likes: postLikes.counts,
    comments: comments.ofPosts,
    bookmarks: bookmarks.counts,
    reposts: reposts.counts,
    quotes: quotes.counts,
  };
  return [
    postRows(posts, { people, timeline, words, quotes, schedule, openings, book, seed }),
    postTextRows(posts, words),
    postCounterRows(posts, counts, seed),
    revisionRows(posts, words),
    postImageRows(pictures, posts),
    ...tagRows(tagNames, community),
    mentionRows(posts, people, openings),
    pinRows(pins, posts, people),
    ...pollRows(polls, { posts, people, book, seed }),
  ];
}

function rowsOfComments(
  { people, posts, comments, timeline, commentLikes }: Community,
  { book, seed }: Trimmings,
): RowSource[] {
  const words = commentWords(comments, people, book, seed);
  return [
    commentRows(comments, { people, posts, timeline }, words),
    commentTextRows(comments, words),
    commentCounterRows(comments, posts, commentLikes.counts),
  ];
}

function rowsOfReactions(community: Community): RowSource[] {
  const { people, posts, comments, postLikes, commentLikes, bookmarks, reposts } = community;
  return [
    markRows('post_like', 'post_id', postLikes, people, (rows, post) => postId(rows, posts, post)),
    markRows('comment_like', 'comment_id', commentLikes, people, (rows, comment) =>
      commentId(rows, comments, comment),
    ),
    markRows('bookmark', 'post_id', bookmarks, people, (rows, post) => postId(rows, posts, post)),
    markRows('post_repost', 'post_id', reposts, people, (rows, post) => postId(rows, posts, post)),
  ];
}
