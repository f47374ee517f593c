import { at } from '../community/column.js';
import type { People } from '../community/people.js';
import type { Poll, Polls } from '../community/polls.js';
import type { Posts } from '../community/posts.js';
import { Random } from '../community/random.js';
import type { Phrasebook } from '../text/phrasebook.js';
import type { Voice } from '../text/voice.js';
import { personId } from './people-rows.js';
import { postId } from './post-rows.js';
import type { RowSource } from './row-source.js';

/** Tells the end of a poll from other things of its time. */
const ENDS = 2 ** 16;

/** Polls, what people chose in them, and their counters: three tables, to be written in this order. */
export function pollRows(
  polls: Polls,
  { posts, people, book, seed }: { posts: Posts; people: People; book: Phrasebook; seed: number },
): readonly [RowSource, RowSource, RowSource] {
  const random = Random.for('options of polls', seed);
  const pollAt = (place: number): Poll => {
    const poll = polls.polls[place];
    if (poll === undefined) {
      throw new RangeError(`There is no poll ${place}.`);
    }
    return poll;
  };
  const count = polls.polls.length;
  let votes = 0;
  return [
    {
      table: 'poll',
      columns: ['post_id', 'options', 'multiple', 'closes_at', 'closing_at', 'closed_position'],
      count,
      write: (rows, place) => {
        const poll = pollAt(place);
        const { voice } = book.of(people.languageOf(at(posts.authors, poll.post)));
        const isClosed = polls.isClosed(poll);
        rows.row(6);
        postId(rows, posts, poll.post);
        rows.texts(optionsOf(poll, voice, random));
        rows.boolean(poll.multiple);
        rows.time(poll.closesAt);
        rows.timeOrNull(isClosed ? undefined : poll.closesAt);
        if (isClosed) {
          rows.id(poll.closesAt, place + ENDS);
        } else {
          rows.null();
        }
      },
    },
    {
      table: 'poll_vote',
      columns: ['post_id', 'user_id', 'choices', 'position', 'created_at'],
      count,
      write: (rows, place) => {
        const poll = pollAt(place);
        for (const { person, choices, time } of polls.votesOf(poll)) {
          rows.row(5);
          postId(rows, posts, poll.post);
          personId(rows, people, person);
          rows.smallints(choices);
          rows.id(time, votes);
          rows.time(time);
          votes += 1;
        }
      },
    },
    {
      table: 'poll_counter',
      columns: [
        'post_id',
        'voter_count',
        'votes_0',
        'votes_1',
        'votes_2',
        'votes_3',
        'votes_4',
        'votes_5',
      ],
      count,
      write: (rows, place) => {
        const poll = pollAt(place);
        rows.row(8);
        postId(rows, posts, poll.post);
        polls.countsOf(poll).forEach((number) => {
          rows.integer(number);
        });
      },
    },
  ];
}

/** Different short texts. */
function optionsOf({ options }: Poll, voice: Voice, random: Random): string[] {
  const texts = new Set<string>();
  while (texts.size < options) {
    texts.add(voice.skill(random));
  }
  return [...texts];
}
