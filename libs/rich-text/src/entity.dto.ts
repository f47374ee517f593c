import { EnumField, IntegerField, ObjectField, TextField } from '#libs/http';
import type { PicturePresenter } from '#libs/media';
import { presentSummary, UserSummaryDto } from '#libs/people';
import { ENTITY_KINDS, type EntityKind, type StoredEntities } from './entities.js';
import type { MentionedPeople } from './mentioned.sql.js';

/** Code points of the longest text. */
const LONGEST_TEXT = 20_000;

/** A part of a text that refers to something. */
export class EntityDto {
  @EnumField({
    description: 'What it is: a person, a tag or an address.',
    values: ENTITY_KINDS,
    name: 'EntityKind',
    example: 'tag',
  })
  kind!: EntityKind;

  @IntegerField({
    description: 'Where it begins, its sign included, in Unicode code points of the body.',
    min: 0,
    max: LONGEST_TEXT,
    example: 5,
  })
  start!: number;

  @IntegerField({
    description: 'Where it ends: the place of the first code point behind it.',
    min: 1,
    max: LONGEST_TEXT,
    example: 8,
  })
  end!: number;

  @ObjectField(() => UserSummaryDto, {
    description:
      'Who is mentioned, by the name of today, whatever the text calls them; `null` for other kinds.',
    nullable: true,
  })
  user!: UserSummaryDto | null;

  @TextField({
    description: 'The tag as it is written there; `null` for other kinds.',
    maxLength: 50,
    example: '산책',
    nullable: true,
  })
  tag!: string | null;

  @TextField({
    description: 'The address as it is written there, http or https; `null` for other kinds.',
    maxLength: 2_000,
    example: 'https://maru.example/walks',
    nullable: true,
  })
  url!: string | null;
}

/** What a text refers to, as the API shows it. Who can't be shown stays text. */
export function presentEntities(
  body: string,
  entities: StoredEntities | null,
  mentioned: MentionedPeople,
  pictures: PicturePresenter,
): EntityDto[] {
  if (entities === null) {
    return [];
  }
  const characters = Array.from(body);
  return entities.spans.flatMap(([start, end, what]): EntityDto[] => {
    const nothing = { start, end, user: null, tag: null, url: null };
    if (what === 'tag') {
      return [{ ...nothing, kind: what, tag: characters.slice(start + 1, end).join('') }];
    }
    if (what === 'link') {
      return [{ ...nothing, kind: what, url: characters.slice(start, end).join('') }];
    }
    const userId = entities.people[what];
    const person = userId && mentioned?.[userId];
    return person ? [{ ...nothing, kind: 'mention', user: presentSummary(person, pictures) }] : [];
  });
}
