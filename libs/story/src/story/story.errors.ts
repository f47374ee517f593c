import { defineProblem } from '#libs/kernel';

/** More stories than a person may have at the same time. */
export const TooManyStories = defineProblem({
  code: 'too-many-stories',
  kind: 'refused',
  title: 'At most 30 stories can be there at the same time.',
  help: 'Delete one of your stories, or wait until one of them is 24 hours old.',
});
