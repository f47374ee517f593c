import { ObjectField } from '#libs/http';
import { UserDto } from '#libs/people';
import { ReasonDto } from '../reason/reason.dto.js';
import type { Suggestion } from './suggestion.js';

/** Somebody whom I may like to follow, and why. */
export class SuggestionDto implements Suggestion {
  @ObjectField(() => UserDto, { description: 'The person.' })
  user!: UserDto;

  @ObjectField(() => ReasonDto, { description: 'Why the person is suggested.' })
  reason!: ReasonDto;
}
