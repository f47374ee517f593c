import { Injectable } from '@nestjs/common';
import { MediaAudienceChanged, MediaRemoved } from '#libs/events';
import { DomainError, type Id, type MediaId, type UserId } from '#libs/kernel';
import {
  DomainEvents,
  NotFound,
  PreconditionFailed,
  UnitOfWork,
  untilNothing,
} from '#libs/platform';

import type { Attachment } from '../domain/media.js';
import { MediaNotUsable } from '../domain/media.errors.js';
import { MediaRepository } from '../infrastructure/media.repository.js';
import { ProcessingRepository } from '../infrastructure/processing.repository.js';

/** Pictures of an erased person that go in one transaction. */
const ERASED_AT_ONCE = 200;

/**
 * What can be done with uploaded pictures. The lib that attaches a picture to a thing claims it and says for whom the
 * thing is; it calls inside its own transaction.
 */
@Injectable()
export class MediaService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly media: MediaRepository,
    private readonly processing: ProcessingRepository,
    private readonly events: DomainEvents,
  ) {}

  /**
   * Attaches pictures of a person to a thing: all of them or none. Those already attached to it stay.
   *
   * @param isPublic whether everyone may see the thing
   * @throws DomainError `media-not-usable` when one is not theirs, attached elsewhere, failed or deleted
   */
  claim(
    ownerId: UserId,
    mediaIds: readonly MediaId[],
    attachment: Attachment,
    isPublic: boolean,
  ): Promise<void> {
    const ids = [...new Set(mediaIds)];
    return this.work.run(async () => {
      const attached = await this.media.attach(ownerId, ids, attachment, isPublic);
      if (attached.length !== ids.length) {
        throw new DomainError(MediaNotUsable);
      }
      await this.moveSoon(attached.filter(({ changed }) => changed).map(({ id }) => id));
    });
  }

  /** Detaches pictures from whatever they are attached to; unless attached again they are removed after a day. */
  release(mediaIds: readonly MediaId[]): Promise<void> {
    return this.work.run(async () => {
      await this.moveSoon(await this.media.detach(mediaIds));
    });
  }

  /** Says whether everyone may see the pictures of a thing. Their addresses change with it. */
  setAudience(attachment: Attachment, isPublic: boolean): Promise<void> {
    return this.setAudiences(attachment.type, [attachment.id], isPublic);
  }

  /** The same for many things of one kind at once. */
  setAudiences(
    type: Attachment['type'],
    attachmentIds: readonly Id[],
    isPublic: boolean,
  ): Promise<void> {
    return this.work.run(async () => {
      await this.moveSoon(await this.media.setPublic(type, attachmentIds, isPublic));
    });
  }

  /**
   * Changes the name or the alternative text of a picture.
   *
   * @throws DomainError `precondition-failed` when it is not of the expected version any more
   */
  describe(
    ownerId: UserId,
    id: MediaId,
    change: { readonly name?: string | undefined; readonly altText?: string | null | undefined },
    expected: number | undefined,
  ): Promise<void> {
    return this.work.run(async () => {
      if (!(await this.media.describe(id, ownerId, change, expected))) {
        throw new DomainError(expected === undefined ? NotFound : PreconditionFailed);
      }
    });
  }

  /**
   * Deletes a picture for its owner: it disappears for everyone at once, its addresses die, and administrators can
   * restore it for 30 days.
   *
   * @throws DomainError `precondition-failed` when it is not of the expected version any more
   */
  remove(ownerId: UserId, id: MediaId, expected: number | undefined): Promise<void> {
    return this.work.run(async () => {
      if (!(await this.media.hide(id, ownerId, expected))) {
        throw new DomainError(expected === undefined ? NotFound : PreconditionFailed);
      }
      await this.moveSoon([id]);
    });
  }

  /**
   * Removes all pictures of a person for good, in several transactions; their objects soon after. May be repeated.
   *
   * @returns how many there were
   */
  erase(ownerId: UserId): Promise<number> {
    return untilNothing(this.work, async () => {
      const removed = await this.processing.removeOf(ownerId, ERASED_AT_ONCE);
      for (const { id, storageKey } of removed) {
        await this.events.publish(new MediaRemoved({ mediaId: id, storageKey }));
      }
      return removed.length;
    });
  }

  private async moveSoon(ids: readonly MediaId[]): Promise<void> {
    await this.events.publish(...ids.map((mediaId) => new MediaAudienceChanged({ mediaId })));
  }
}
