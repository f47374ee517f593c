import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { MediaId } from '../medium/media.js';
import type { Touched } from '../medium/media.repository.js';

/** Seconds for which a lease holds, and after which it is renewed while the work goes on. */
const LEASE = 10;
const RENEWED_MS = 3_000;
/** Seconds after which a picture is due whose job may be lost. */
const FORGOTTEN = 60;
/** Pixels up to which a picture is small; of AVIF an eighth, which takes that much longer. */
const SMALL = 16_000_000;

/** Whose picture is processed next. */
export interface Choice {
  /** Only small ones: a large one is in hand. */
  readonly onlySmall: boolean;
  /** Only those that a process was killed over, or whose job is lost. */
  readonly onlyLeft: boolean;
}

/** A picture that is to be processed now, by who asked. */
export interface Leased {
  readonly id: MediaId;
  readonly small: boolean;
}

/** Who works on which unprocessed medium; seconds at a time, so that a process that is killed keeps nothing. */
@Injectable()
export class ProcessingLeasesRepository {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Takes the next medium that nobody works on. The turns go round by owner, and of each the smallest is next. It
   * counts as a try.
   */
  async takeNext({ onlySmall, onlyLeft }: Choice): Promise<Leased | undefined> {
    const SMALLValue = sql.value(SMALL);
    const { rows } = await this.work.execute<Leased>(
      sql`
        with due as (
          select
            id,
            weight,
            is_free,
            row_number() over (partition by owner_id order by is_free, weight, id) as turn
          from (
            select
              id,
              owner_id,
              width::bigint * height * case mime_type when 'image/avif' then 8 else 1 end as weight,
              leased_until is null or leased_until < now() as is_free,
              leased_until < now() or updated_at < now() - make_interval(secs => ${FORGOTTEN}) as is_left
            from media
            where status = 'processing'
          ) as unprocessed
          where not is_free or ((is_left or not ${onlyLeft}) and (weight <= ${SMALLValue} or not ${onlySmall}))
        )
        update media m
        set leased_until = now() + make_interval(secs => ${LEASE}),
            tries = tries + 1
        from (
          select id, weight
          from due
          where is_free
          order by turn, weight, id
          limit 1
        ) as next
        where m.id = next.id
          and m.status = 'processing'
          and (m.leased_until is null or m.leased_until < now())
        returning m.id, next.weight <= ${SMALLValue} as small
      `,
    );
    return rows[0];
  }

  /** Takes this medium. @returns whether it is unprocessed, and nobody works on it */
  async take(id: MediaId): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`
        update media
        set leased_until = now() + make_interval(secs => ${LEASE}),
            tries = tries + 1
        where id = ${id}
          and status = 'processing'
          and (leased_until is null or leased_until < now())
      `,
    );
    return count === 1;
  }

  /** Runs work while the lease is renewed. */
  async whileHeld<T>(id: MediaId, work: () => Promise<T>): Promise<T> {
    const renewal = setInterval(() => {
      // One that is missed costs nothing but a second worker at the same picture.
      this.work.run(() => this.renew(id)).catch(() => undefined);
    }, RENEWED_MS);
    try {
      return await work();
    } finally {
      clearInterval(renewal);
    }
  }

  /**
   * Gives a medium back unprocessed.
   *
   * @param isTry whether the picture may be the cause: after so many tries it is given up
   */
  async release(id: MediaId, isTry: boolean): Promise<void> {
    await this.work.execute(
      sql`
        update media
        set leased_until = null,
            tries = tries - ${isTry ? 0 : 1}::integer
        where id = ${id} and status = 'processing'
      `,
    );
  }

  /** Gives up on media that nobody works on after so many tries. */
  async giveUpAfter(tries: number): Promise<Touched[]> {
    const { rows } = await this.work.execute<Touched>(
      sql`
        update media
        set status = 'failed', failure = 'processing ended ' || tries || ' times before it was done'
        where status = 'processing'
          and tries >= ${tries}
          and (leased_until is null or leased_until < now())
        returning id, storage_key as "storageKey"
      `,
    );
    return rows;
  }

  private async renew(id: MediaId): Promise<void> {
    await this.work.execute(
      sql`
        update media
        set leased_until = now() + make_interval(secs => ${LEASE})
        where id = ${id} and status = 'processing'
      `,
    );
  }
}
