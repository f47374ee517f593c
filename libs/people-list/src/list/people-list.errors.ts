import { defineProblem } from '#libs/kernel';
import { LISTS_PER_PERSON, PEOPLE_PER_LIST } from './people-list.js';

export const TooManyLists = defineProblem({
  code: 'too-many-lists',
  kind: 'refused',
  title: `At most ${LISTS_PER_PERSON} lists can be kept.`,
  help: 'Delete a list that is not needed any more, then make the new one.',
});

export const ListFull = defineProblem({
  code: 'list-full',
  kind: 'refused',
  title: `A list holds at most ${PEOPLE_PER_LIST} people.`,
  help: 'Take somebody out of the list, or make another one.',
});
