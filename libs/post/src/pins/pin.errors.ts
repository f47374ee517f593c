import { defineProblem } from '#libs/kernel';

/** More posts than can be pinned. */
export const TooManyPins = defineProblem({
  code: 'too-many-pins',
  kind: 'refused',
  title: 'At most 3 posts can be pinned.',
  help: 'Send the ids of all posts that are to be pinned from now on, three at most.',
});

/** A post that its person can not pin. */
export const NotPinnable = defineProblem({
  code: 'not-pinnable',
  kind: 'refused',
  title: 'One of the posts can not be pinned.',
  help: 'Only published posts of one’s own can be pinned. Publish a draft before you pin it.',
});
