import { IdField, IntegerField, TextField, TimeField } from '#libs/http';
import { NAME_LENGTH, PEOPLE_PER_LIST, type PeopleListId } from '../list/people-list.js';

const NAME = 'What the list is called. Nobody but me sees it.';
const EXAMPLE_NAME = 'Climbing';

/** A list of people that I keep. */
export class PeopleListDto {
  @IdField({ description: 'The list.' })
  id!: PeopleListId;

  @TextField({ description: NAME, maxLength: NAME_LENGTH.max, example: EXAMPLE_NAME })
  name!: string;

  @IntegerField({
    description: 'People in it, without inactive ones.',
    min: 0,
    max: PEOPLE_PER_LIST,
    example: 12,
  })
  memberCount!: number;

  @TimeField({ description: 'When it was made.' })
  createdAt!: string;

  @TimeField({ description: 'When it got its name.' })
  updatedAt!: string;
}

/** A new list, or another name. */
export class PeopleListNameDto {
  @TextField({
    description: NAME,
    minLength: NAME_LENGTH.min,
    maxLength: NAME_LENGTH.max,
    example: EXAMPLE_NAME,
  })
  name!: string;
}
