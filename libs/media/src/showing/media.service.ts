import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { notThere } from '#libs/http';
import { DomainError, type Id, type UserId } from '#libs/kernel';
import { AudienceChangesService } from '../addresses/audience-changes.service.js';
import { AttachmentRepository } from '../medium/attachment.repository.js';
import { MediaNotUsable, NothingLeft } from '../medium/media.errors.js';
import { type Attachment, type MediaId, pictureName } from '../medium/media.js';
import { MediaRepository } from '../medium/media.repository.js';
import { MediaAudienceRegistry } from '../medium/media-audience.registry.js';
import { MediaLinkRepository } from '../medium/media-link.repository.js';

/**
 * What can be done with uploaded pictures. The lib that attaches a picture to a thing claims it and says for whom the
 * thing is; it calls inside its own transaction.
 */
@Injectable()
export class MediaService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly media: MediaRepository,
    private readonly attachments: AttachmentRepository,
    private readonly links: MediaLinkRepository,
    private readonly changes: AudienceChangesService,
    private readonly audiences: MediaAudienceRegistry,
  ) {}

  /**
   * Attaches pictures of a person to a thing: all of them or none. Those already attached to it stay.
   *
   * @param isPublic whether everyone may see the thing
   * @throws DomainError `media-not-usable` when one is not theirs, attached elsewhere, failed or deleted
   * @throws Error when nobody says who may see things of this kind
   */
  claim(
    ownerId: UserId,
    mediaIds: readonly MediaId[],
    attachment: Attachment,
    isPublic: boolean,
  ): Promise<void> {
    const ids = [...new Set(mediaIds)];
    return this.work.run(async () => {
      this.audiences.assertKnown(attachment.type);
      const attached = await this.attachments.attach(ownerId, ids, attachment, isPublic);
      if (attached.length !== ids.length) {
        throw new DomainError(MediaNotUsable);
      }
      const changed = attached.filter((medium) => medium.changed).map(({ id }) => id);
      await this.tell(changed, isPublic);
    });
  }

  /**
   * Whether a person could attach all of these pictures now.
   *
   * @param attachment to what they may be attached already; to nothing when `null`
   */
  areUsable(
    ownerId: UserId,
    mediaIds: readonly MediaId[],
    attachment: Attachment | null,
  ): Promise<boolean> {
    return this.attachments.areUsable(ownerId, [...new Set(mediaIds)], attachment);
  }

  /** Detaches pictures from whatever they are attached to; unless attached again they are removed after a day. */
  release(mediaIds: readonly MediaId[]): Promise<void> {
    return this.work.run(async () => {
      await this.changes.closed(await this.attachments.detach(mediaIds));
    });
  }

  /**
   * Says whether everyone may see the pictures of a thing. Signed addresses that were given out live on; a lasting one
   * is dead when not everyone may see them any more.
   */
  setAudience(attachment: Attachment, isPublic: boolean): Promise<void> {
    return this.setAudiences(attachment.type, [attachment.id], isPublic);
  }

  /** The same for many things of one kind at once. */
  setAudiences(type: string, attachmentIds: readonly Id[], isPublic: boolean): Promise<void> {
    return this.work.run(async () => {
      await this.tell(await this.attachments.setPublic(type, attachmentIds, isPublic), isPublic);
    });
  }

  /** The pictures of no thing of one kind that a person has are for everyone any more. */
  closeAll(ownerId: UserId, type: string): Promise<void> {
    return this.work.run(async () => {
      await this.changes.closed(await this.links.closeOfPerson(ownerId, type));
    });
  }

  /** Nobody sees some things any more: all addresses of their pictures are dead for ever. */
  withdraw(type: string, attachmentIds: readonly Id[]): Promise<void> {
    return this.work.run(async () => {
      await this.changes.closed(await this.links.endOfThings(type, attachmentIds));
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
    const name = change.name === undefined ? undefined : pictureName(change.name);
    return this.work.run(async () => {
      if (!(await this.media.describe(id, ownerId, { ...change, name }, expected))) {
        throw notThere(expected);
      }
    });
  }

  /**
   * Deletes a picture for its owner: it disappears for everyone at once, its addresses die, and administrators can
   * restore it for 30 days.
   *
   * @throws DomainError `precondition-failed` when it is not of the expected version any more, `nothing-left` when what
   *   it is attached to would be nothing without it
   */
  remove(ownerId: UserId, id: MediaId, expected: number | undefined): Promise<void> {
    return this.work.run(async () => {
      const attachment = await this.attachments.attachmentOf(id);
      if (attachment && !(await this.audiences.canLose(attachment, id))) {
        throw new DomainError(NothingLeft);
      }
      if (!(await this.media.hide(id, ownerId, expected))) {
        throw notThere(expected);
      }
      await this.changes.closed([id]);
    });
  }

  private tell(ids: readonly MediaId[], isPublic: boolean): Promise<void> {
    return isPublic ? this.changes.opened(ids) : this.changes.closed(ids);
  }
}
