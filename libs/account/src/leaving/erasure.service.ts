import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Jobs } from '#libs/jobs';
import type { UserId } from '#libs/kernel';
import { PersonalDataRegistry } from '#libs/personal-data';
import { type ErasureId, ErasureRepository } from './erasure.repository.js';

/** Queue of erasures: `{ erasureId }`. It doesn't name the person, so that it may stay when the person is gone. */
export const ERASE_QUEUE = 'user.erase';

/** Queue of second looks: `{ erasureId }`. */
export const ERASE_REST_QUEUE = 'user.erase-rest';

/** Seconds after which no request can be under way any more that began while the account was active. */
const SECOND_LOOK_AFTER = 900;

/**
 * Erases people: everything that any lib keeps of them, part by part. What is done is noted, so that an
 * erasure goes on where a crash stopped it.
 */
@Injectable()
export class ErasureService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly erasures: ErasureRepository,
    private readonly registry: PersonalDataRegistry,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Leaves the erasure of an inactive account to the background. From now on it can't be restored.
   *
   * @param requestedBy the superuser who asks for it; `null` for the owner
   * @returns whether it had not begun before
   */
  begin(userId: UserId, requestedBy: UserId | null): Promise<boolean> {
    return this.work.run(async () => {
      const erasureId = await this.erasures.begin(userId, requestedBy);
      if (erasureId !== undefined) {
        await this.jobs.send(ERASE_QUEUE, { erasureId });
      }
      return erasureId !== undefined;
    });
  }

  /** Erases the parts that are not gone yet. May be repeated, also while it runs. */
  async carryOut(erasureId: ErasureId): Promise<void> {
    const progress = await this.erasures.progress(erasureId);
    if (progress === undefined || progress.isFinished) {
      return;
    }
    for (const part of this.registry.parts) {
      if (!progress.finishedParts.includes(part.section)) {
        const erased = await part.erase(progress.userId);
        await this.work.run(() => this.erasures.finishPart(erasureId, part.section, erased));
      }
    }
    await this.work.run(async () => {
      if (await this.erasures.finish(erasureId)) {
        await this.jobs.send(ERASE_REST_QUEUE, { erasureId }, { startAfter: SECOND_LOOK_AFTER });
      }
    });
  }

  /** Erases what a request or a job wrote that was already under way when its part was erased. */
  async carryOutRest(erasureId: ErasureId): Promise<void> {
    const progress = await this.erasures.progress(erasureId);
    if (progress?.isFinished === true) {
      for (const part of this.registry.parts) {
        const erased = await part.erase(progress.userId);
        await this.work.run(() => this.erasures.addToReport(erasureId, erased));
      }
    }
  }

  /** Begins the erasure of a person whose account the owner deleted 30 days ago, unless it was restored. */
  beginIfDue(userId: UserId): Promise<boolean> {
    return this.work.run(
      async () => (await this.erasures.isDue(userId)) && (await this.begin(userId, null)),
    );
  }

  /** Takes up an erasure that nobody works on any more. */
  resume(erasureId: ErasureId): Promise<void> {
    return this.work.run(() => this.jobs.send(ERASE_QUEUE, { erasureId }));
  }
}
