import { Injectable } from '@nestjs/common';
import { DomainError, type MaybeViewer, type MediaId, type Viewer } from '#libs/kernel';
import { Forbidden, NotFound, type OwnershipPolicy } from '#libs/platform';

import { type MediaAccess, MediaReader } from '../infrastructure/media.reader.js';
import { MediaAudiences } from './media-audiences.js';

/** Who may see and change a medium: its owner, and whoever may see what it is attached to. */
@Injectable()
export class MediaPolicy implements OwnershipPolicy {
  constructor(
    private readonly reader: MediaReader,
    private readonly audiences: MediaAudiences,
  ) {}

  /** Those of the media that the viewer may see. */
  async visibleTo(viewer: MaybeViewer, ids: readonly MediaId[]): Promise<Set<MediaId>> {
    const media = await this.reader.access(ids);
    const others = media.filter((m) => m.ownerId !== viewer?.userId && m.ownerIsActive);
    const shared = await Promise.all(
      [...new Set(others.map((m) => m.attachmentType))].map((type) =>
        this.sharedBy(
          viewer,
          type,
          others.filter((m) => m.attachmentType === type),
        ),
      ),
    );
    const own = media.filter((m) => m.ownerId === viewer?.userId);
    return new Set([...own, ...shared.flat()].map(({ id }) => id));
  }

  /** @throws DomainError `not-found` */
  async assertVisible(viewer: MaybeViewer, id: MediaId): Promise<void> {
    if (!(await this.visibleTo(viewer, [id])).has(id)) {
      throw new DomainError(NotFound);
    }
  }

  /** @throws DomainError `not-found`; `forbidden` for what the viewer may see but doesn't own */
  async assertOwner(viewer: Viewer, id: MediaId): Promise<void> {
    const [medium] = await this.reader.access([id]);
    if (medium?.ownerId === viewer.userId) {
      return;
    }
    await this.assertVisible(viewer, id);
    throw new DomainError(Forbidden);
  }

  private async sharedBy(
    viewer: MaybeViewer,
    type: string | null,
    media: readonly MediaAccess[],
  ): Promise<MediaAccess[]> {
    if (type === null) {
      return [];
    }
    const ids = media.flatMap((m) => (m.attachmentId === null ? [] : [m.attachmentId]));
    const visible = await this.audiences.visible(viewer, type, ids);
    return media.filter((m) => m.attachmentId !== null && visible.has(m.attachmentId));
  }
}
