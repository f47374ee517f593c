import { cursorOf, DomainError, type Id, InvalidCursor, isId } from '#libs/kernel';

/** Minutes for which one may page through a ranking. */
export const RANKING_MINUTES = 120;

/** A ranking that was made for one person, and the place after which a page of it begins. */
export interface RankingPlace<Kind extends string> {
  readonly generation: Id<Kind>;
  readonly after: number;
}

/** Cursors of a list that is paged through in a ranking of one moment. Rankings are numbered; ids begin with their time. */
export class RankingCursors<Kind extends string> {
  private readonly cursors;

  /** @param list a name that no other list has: `suggestions.users` */
  constructor(list: string) {
    this.cursors = cursorOf(list, ['id', 'integer']);
  }

  encode({ generation, after }: RankingPlace<Kind>): string {
    return this.cursors.encode([generation, after]);
  }

  /** @throws DomainError `invalid-cursor` */
  decode(cursor: string): RankingPlace<Kind> {
    const [generation, after] = this.cursors.decode(cursor);
    if (!isId<Kind>(generation)) {
      throw new DomainError(InvalidCursor);
    }
    return { generation, after: Number(after) };
  }
}
