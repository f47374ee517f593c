import { defineProblem } from '#libs/kernel';

export const TooYoung = defineProblem({
  code: 'too-young',
  kind: 'refused',
  title: 'People under 14 cannot have an account.',
  help: 'The birthday must lie at least 14 years in the past, by the calendar.',
});
