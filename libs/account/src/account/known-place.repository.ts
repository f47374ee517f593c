import { Injectable } from '@nestjs/common';
import { Settings } from '#libs/config';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { placeHash, placeKey } from './place.js';

/** Places from which people signed in. */
@Injectable()
export class KnownPlaceRepository {
  private readonly key: Buffer;
  private readonly keys: readonly Buffer[];

  constructor(
    private readonly work: UnitOfWork,
    settings: Settings,
  ) {
    const { jwtSecret, jwtSecretPrevious } = settings;
    this.key = placeKey(jwtSecret);
    this.keys =
      jwtSecretPrevious === undefined ? [this.key] : [this.key, placeKey(jwtSecretPrevious)];
  }

  /** The forms in which an address may be kept: under the secret of today, and under the previous one. */
  hashesOf(ip: string): Buffer[] {
    return this.keys.map((key) => placeHash(ip, key));
  }

  /** Remembers that somebody signed in from an address. */
  async remember(userId: UserId, ip: string): Promise<void> {
    await this.work.execute(
      sql`
      insert into known_place (user_id, place_hash)
      values (${userId}, ${placeHash(ip, this.key)})
      on conflict (user_id, place_hash) do update set last_seen_at = now()
      `,
    );
  }

  /** Forgets places that nobody signed in from for a year. */
  async removeOld(): Promise<void> {
    await this.work.execute(
      sql`delete from known_place where last_seen_at < now() - interval '1 year'`,
    );
  }
}
