import { Injectable } from '@nestjs/common';
import type { Id, UserId } from '#libs/kernel';
import type { TouchedPlace } from '../intake/intake.repository.js';
import type { Changes } from './changes.js';
import { GroupRepository, type GrowingPlace } from './group.repository.js';

/** Joins likes and follows to groups, or opens new ones. The people are held. */
@Injectable()
export class GroupService {
  constructor(private readonly groups: GroupRepository) {}

  /** @param seen the newest notification that each person has seen */
  async gather(
    places: readonly TouchedPlace[],
    seen: ReadonlyMap<UserId, Id | '0'>,
  ): Promise<Changes> {
    const begun = await this.grow(
      places.flatMap(({ first, ...place }) =>
        first === null ? [] : [{ ...place, first, seenUpTo: seen.get(place.userId) ?? '0' }],
      ),
    );
    const left = places.filter(({ isTakenBack }) => isTakenBack);
    const empty = left.length === 0 ? [] : await this.groups.emptyAt(left);
    return { grown: begun.grown, gone: [...begun.gone, ...empty] };
  }

  private async grow(places: readonly GrowingPlace[]): Promise<Changes> {
    if (places.length === 0) {
      return { grown: [], gone: [] };
    }
    const joined = await this.groups.join(places);
    const gone = await this.groups.cut(
      places,
      joined.map(({ id }) => id),
    );
    const full = new Set(joined.map(({ number }) => Number(number)));
    const rest = places.filter((_, index) => !full.has(index + 1));
    const opened = rest.length === 0 ? [] : await this.groups.open(rest);
    return { grown: [...joined, ...opened], gone };
  }
}
