import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Scheduled } from '#libs/jobs';
import { FOLD_VERSION } from '#libs/kernel';
import { type FoldedColumnOptions, FoldedColumnRepository } from './folded-column.repository.js';
import type { FoldedKeys } from './folded-keys.js';
import { type Progress, RefoldingRepository } from './refolding.repository.js';

/** Rows in one transaction. */
const BATCH = 500;
/** The second walk mends what processes of the version before wrote during the first one. */
const WALKS = 2;
/** Seconds between the two walks: a rollout is over by then. */
const REST = 3_600;

/**
 * Brings stored keys to the present way of folding, once after it has changed: in the background, a batch per
 * transaction, going on where a process died.
 */
@Injectable()
export class Refoldings {
  private readonly bySubject = new Map<string, FoldedKeys>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly progress: RefoldingRepository,
  ) {}

  /** Called by each lib when its module starts. @throws Error when the subject is taken */
  register(keys: FoldedKeys): void {
    if (this.bySubject.has(keys.subject)) {
      throw new Error(`Two libs fold "${keys.subject}".`);
    }
    this.bySubject.set(keys.subject, keys);
  }

  /** The same for keys in a column. */
  registerColumn(options: FoldedColumnOptions): void {
    this.register(new FoldedColumnRepository(this.work, options));
  }

  /** Does what is due. */
  @Scheduled({ name: 'search.refold', cron: '* * * * *', expireInSeconds: 3_600 })
  async refold(): Promise<void> {
    for (const keys of this.bySubject.values()) {
      while (await this.step(keys)) {
        // Until nothing is due of this subject.
      }
    }
  }

  /** @returns whether there is more to do now */
  private step(keys: FoldedKeys): Promise<boolean> {
    return this.work.run(async () => {
      const at = await this.progress.find(keys.subject);
      const { walks, lastKey } =
        at?.fold === FOLD_VERSION ? at : { walks: 0, lastKey: '0' as const };
      if (at !== undefined && isResting(at)) {
        return false;
      }
      const last = await keys.refold(lastKey, BATCH);
      await this.progress.note(keys.subject, {
        fold: FOLD_VERSION,
        walks: last === undefined ? walks + 1 : walks,
        lastKey: last ?? '0',
      });
      return last !== undefined;
    });
  }
}

/** Whether all walks are done, or it is too early for the next one. */
function isResting({ fold, walks, lastKey, restedSeconds }: Progress): boolean {
  return (
    fold === FOLD_VERSION &&
    (walks >= WALKS || (walks > 0 && lastKey === '0' && restedSeconds < REST))
  );
}
