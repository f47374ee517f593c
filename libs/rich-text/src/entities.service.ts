import { Injectable } from '@nestjs/common';
import { nameKey, type UserId } from '#libs/kernel';
import { MENTIONED_PEOPLE, type StoredEntities, type StoredSpan } from './entities.js';
import { NicknameOwnerReader } from './nickname-owner.reader.js';
import { type MentionSpan, type Span, spansOf } from './spans.js';

/** A text that was stored before, and what it refers to. */
export interface EarlierText {
  readonly body: string;
  readonly entities: StoredEntities | null;
}

/** Finds what texts refer to. */
@Injectable()
export class EntitiesService {
  constructor(private readonly nicknames: NicknameOwnerReader) {}

  /**
   * What a text refers to; `null` when that is nothing. Asks the database when the text may mention somebody.
   *
   * @param earlier what the text was: whom it named there it still means, whatever they are called now
   */
  async of(body: string, earlier?: EarlierText): Promise<StoredEntities | null> {
    const spans = spansOf(body);
    const owners = await this.ownersIn(spans);
    for (const [key, userId] of namedIn(earlier)) {
      owners.set(key, userId);
    }
    const people: UserId[] = [];
    const stored = spans.flatMap((span): StoredSpan[] =>
      span.kind === 'mention'
        ? mentionIn(span, owners, people)
        : [[span.start, span.end, span.kind]],
    );
    return stored.length === 0 ? null : { people, spans: stored };
  }

  private ownersIn(spans: readonly Span[]): Promise<Map<string, UserId>> {
    const keys = spans.flatMap((span) =>
      span.kind === 'mention' ? span.candidates.map(({ key }) => key) : [],
    );
    return this.nicknames.owners([...new Set(keys)]);
  }
}

/** The mention, when one of the names is somebody's, and there is room. Adds the person. */
function mentionIn(
  { start, candidates }: MentionSpan,
  owners: ReadonlyMap<string, UserId>,
  people: UserId[],
): StoredSpan[] {
  for (const { key, end } of candidates) {
    const userId = owners.get(key);
    if (userId !== undefined) {
      const known = people.indexOf(userId);
      if (known < 0 && people.length >= MENTIONED_PEOPLE) {
        return [];
      }
      return [[start, end, known < 0 ? people.push(userId) - 1 : known]];
    }
  }
  return [];
}

/** Whom a text names by which folded names. */
function namedIn(text: EarlierText | undefined): [string, UserId][] {
  const people = text?.entities?.people ?? [];
  if (text === undefined || people.length === 0) {
    return [];
  }
  const characters = Array.from(text.body);
  return (text.entities?.spans ?? []).flatMap(([start, end, what]): [string, UserId][] => {
    const userId = typeof what === 'number' ? people[what] : undefined;
    const name = characters.slice(start + 1, end).join('');
    // An erased person has left a zero.
    return userId === undefined || Number(userId) === 0 ? [] : [[nameKey(name), userId]];
  });
}
