import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import {
  GROWING_HOURS,
  type NotificationGroup,
  type NotificationId,
  type NotificationPlace,
} from '../notification/notification.js';
import { isFilled, toldActs } from '../notification/told.sql.js';
import { isGrowing, ON_PLACE, OPEN, placesOf, type PlaceWith } from './place.sql.js';

/** A place with the first of its new acts, and how far its person has seen. */
export type GrowingPlace = PlaceWith<'first' | 'seenUpTo'>;

/** A group that grew, and which of the places it is on, from 1. */
export interface GrownGroup extends NotificationGroup {
  readonly number: string;
}

/** Writes groups of likes and follows. Their people are held. */
@Injectable()
export class GroupRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Lets acts join the open groups of their places that are unseen and young. @returns those that grew */
  async join(places: readonly GrowingPlace[]): Promise<GrownGroup[]> {
    const { rows } = await this.work.execute<GrownGroup>(
      sql`
      update notification n
      set from_position = least(n.from_position, place.first), updated_at = now()
      from ${placesOf(places, { first: 'first', seen_up_to: 'seenUpTo' })}
      where ${ON_PLACE}
        and n.to_position = ${OPEN}
        and n.id > place.seen_up_to
        and ${isGrowing(GROWING_HOURS)}
      returning n.id, n.user_id as "userId", n.kind, place.number
      `,
    );
    return rows;
  }

  /**
   * Ends the other groups of the places before the first of the new acts: positions can come late, and an act must be in
   * one group only.
   *
   * @returns those of which nothing remained
   */
  async cut(
    places: readonly GrowingPlace[],
    except: readonly NotificationId[],
  ): Promise<NotificationGroup[]> {
    const older = sql`${ON_PLACE} and n.id <> all (${except}::bigint[])`;
    const { rows } = await this.work.execute<NotificationGroup>(
      sql`
      delete from notification n
      using ${placesOf(places, { first: 'first' })}
      where ${older} and n.from_position >= place.first
      returning n.id, n.user_id as "userId", n.kind
      `,
    );
    await this.work.execute(
      sql`
      update notification n
      set to_position = place.first
      from ${placesOf(places, { first: 'first' })}
      where ${older} and n.to_position > place.first
      `,
    );
    return rows;
  }

  /** Opens groups that begin with the first of the new acts. */
  async open(places: readonly PlaceWith<'first'>[]): Promise<NotificationGroup[]> {
    const { rows } = await this.work.execute<NotificationGroup>(
      sql`
      insert into notification (user_id, kind, post_id, comment_id, from_position, to_position)
      select user_id, kind, post_id, comment_id, first, ${OPEN}
      from ${placesOf(places, { first: 'first' })}
      order by number
      returning id, user_id as "userId", kind
      `,
    );
    return rows;
  }

  /**
   * Groups of the places in which nobody is left of whom their people are told. Those in which nobody is left at all are
   * removed.
   */
  async emptyAt(places: readonly NotificationPlace[]): Promise<NotificationGroup[]> {
    const { rows } = await this.work.execute<NotificationGroup & { readonly isFilled: boolean }>(
      sql`
      select n.id, n.user_id as "userId", n.kind, ${isFilled('n')} as "isFilled"
      from ${placesOf<never>(places, {})}
      join notification n on ${ON_PLACE}
      where not exists (${toldActs('n', 1)})
      `,
    );
    const empty = rows.filter((row) => !row.isFilled).map(({ id }) => id);
    await this.work.execute(sql`delete from notification where id = any (${empty}::bigint[])`);
    return rows;
  }
}
