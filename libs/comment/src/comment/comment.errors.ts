import { defineProblem } from '#libs/kernel';

export const ParentNotFound = defineProblem({
  code: 'parent-not-found',
  kind: 'refused',
  title: 'The comment to reply to is not there.',
  help: '`parentId` must be a comment under the same post that you can see and that has not been deleted. Leave it out to write at the top level.',
});
