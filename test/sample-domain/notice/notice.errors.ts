import { defineProblem } from '#libs/kernel';

/** A person notices a post once. */
export const AlreadyNoticed = defineProblem({
  code: 'already-noticed',
  kind: 'conflict',
  title: 'You have noticed this post already.',
  help: 'Withdraw your notice first to notice the post in other words.',
});
