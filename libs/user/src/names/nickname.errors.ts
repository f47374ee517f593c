import { defineProblem } from '#libs/kernel';

export const NicknameTaken = defineProblem({
  code: 'nickname-taken',
  kind: 'conflict',
  title: 'Another person has this nickname.',
  help: 'Nicknames are unique without regard to letter case and Unicode form. A nickname that somebody gave up is free again after 30 days.',
});
