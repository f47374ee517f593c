import { Injectable } from '@nestjs/common';
import type { UserId } from '#libs/kernel';

/** Knows the name by which others know a person. */
export abstract class KnownName {
  /** The name; `undefined` for nobody. */
  abstract of(userId: UserId): Promise<string | undefined>;
}

/** Asks the lib that keeps such names: no password may be equal to one. */
@Injectable()
export class KnownNameRegistry {
  private source: KnownName | undefined;

  register(source: KnownName): void {
    this.source = source;
  }

  /** The name by which others know a person, when somebody keeps such names. */
  of(userId: UserId): Promise<string | undefined> {
    return this.source?.of(userId) ?? Promise.resolve(undefined);
  }
}
