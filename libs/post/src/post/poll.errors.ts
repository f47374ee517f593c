import { defineProblem } from '#libs/kernel';

/** A poll ends too soon or too late. */
export const PollTimeOutOfRange = defineProblem({
  code: 'poll-time-out-of-range',
  kind: 'refused',
  title: 'A poll is open for 5 minutes to 14 days.',
  help: 'Send a `closesAt` that is 5 minutes to 14 days after the post is published, or, of a scheduled draft, after its `publishAt`.',
});

/** A poll that somebody has voted in is to be changed. */
export const PollHasVotes = defineProblem({
  code: 'poll-has-votes',
  kind: 'refused',
  title: 'A poll with votes can not be changed.',
  help: 'Leave `poll` out to change the rest of the post. To ask anew, publish another post.',
});

/** A poll takes no votes, and no changes, any more. */
export const PollClosed = defineProblem({
  code: 'poll-closed',
  kind: 'refused',
  title: 'The poll is closed.',
  help: 'Its `closesAt` is past, or its post is not published. The result is in `poll` of the post.',
});

/** A vote that differs from the one that was given. */
export const AlreadyVoted = defineProblem({
  code: 'already-voted',
  kind: 'refused',
  title: 'You have voted otherwise.',
  help: 'A vote is final. The options that you chose are in `poll.viewer.choices`.',
});
