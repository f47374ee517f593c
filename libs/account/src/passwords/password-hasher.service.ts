import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { Settings } from '#libs/config';
import { HashingLineService } from './hashing-line.service.js';

/** Hashes and checks passwords: argon2id, outside the event loop, a few at once. Never inside a transaction. */
@Injectable()
export class PasswordHasherService {
  private readonly cost: { memoryCost: number; timeCost: number; parallelism: number };
  private decoy: Promise<string> | undefined;

  constructor(
    settings: Settings,
    private readonly line: HashingLineService,
  ) {
    this.cost = {
      memoryCost: settings.passwordHashMemoryKib,
      timeCost: settings.passwordHashIterations,
      parallelism: 1,
    };
  }

  /**
   * A salted hash in PHC form. The Unicode form in which a keyboard sends the password makes no difference.
   *
   * @throws DomainError `unavailable` when too many wait for a hash
   */
  hash(password: string): Promise<string> {
    return this.line.run(() => hash(password.normalize('NFKC'), this.cost));
  }

  /**
   * Whether a password is the one behind a hash. Without a hash it takes as long and is `false`.
   *
   * @throws DomainError `unavailable` when too many wait for a hash, with or without one
   */
  verify(stored: string | undefined, password: string): Promise<boolean> {
    return this.line.run(async () => {
      this.decoy ??= hash(randomBytes(32).toString('base64url'), this.cost);
      const decoy = await this.decoy;
      const right = await verify(stored ?? decoy, password.normalize('NFKC'));
      return right && stored !== undefined;
    });
  }

  /** Whether a hash was made with less effort than is asked for today. */
  isOutdated(stored: string): boolean {
    const { memoryCost, timeCost } = parseOptions(stored);
    return memoryCost < this.cost.memoryCost || timeCost < this.cost.timeCost;
  }
}
