import { defineProblem } from '#libs/kernel';

export const CannotFollowSelf = defineProblem({
  code: 'cannot-follow-self',
  kind: 'refused',
  title: 'Nobody follows themselves.',
  help: 'The person in the path is the one who asks. Send the id of somebody else.',
});

export const CannotBlockSelf = defineProblem({
  code: 'cannot-block-self',
  kind: 'refused',
  title: 'Nobody blocks themselves.',
  help: 'The person in the path is the one who asks. Send the id of somebody else.',
});

export const CannotMuteSelf = defineProblem({
  code: 'cannot-mute-self',
  kind: 'refused',
  title: 'Nobody mutes themselves.',
  help: 'The person in the path is the one who asks. Send the id of somebody else.',
});

export const Blocked = defineProblem({
  code: 'blocked',
  kind: 'refused',
  title: 'You have blocked this person.',
  help: 'Whoever blocks a person can’t follow them. End the block first.',
});
