import type { UserId } from '#libs/kernel';
import type { ExportWriter } from './export-writer.js';

/** How many rows of each kind were removed; the kinds are words of the glossary, in the plural. */
export type Erased = Readonly<Record<string, number>>;

/**
 * What one lib keeps of a person: it can give all of it to the person, and remove it for good. A lib
 * registers its part with the `PersonalDataRegistry`.
 */
export abstract class PersonalData {
  /** Unique: the name of the part in the progress of an erasure. */
  abstract readonly section: string;

  /**
   * Sections that may be erased only after this one, because its rows refer to theirs: `['media']`. Those of libs that
   * this one imports; each of them must be registered.
   */
  abstract readonly before: readonly string[];

  /** Whether all that the lib keeps of the person is fit to be exported: nothing is still being made. */
  isWhole(_userId: UserId): Promise<boolean> {
    return Promise.resolve(true);
  }

  /** Writes everything that the lib keeps of the person. Secrets and what others decided stay out. */
  abstract export(userId: UserId, files: ExportWriter): Promise<void>;

  /**
   * Removes everything that the lib keeps of the person, and has the counters of others counted anew.
   *
   * The account is inactive and stays so. Works in batches, each in a transaction of its own, and may be
   * stopped and repeated at any point: the second time it finds nothing.
   */
  abstract erase(userId: UserId): Promise<Erased>;
}
