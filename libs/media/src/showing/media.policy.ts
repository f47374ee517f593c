import { Injectable } from '@nestjs/common';
import { Forbidden, NotFound, type OwnershipPolicy } from '#libs/http';
import { DomainError, type MaybeViewer, type Viewer } from '#libs/kernel';
import type { MediaId } from '../medium/media.js';
import { MediaAudienceRegistry } from '../medium/media-audience.registry.js';
import { type MediaAccess, MediaReader } from './media.reader.js';

/**
 * Who may see and change a medium: its owner alone while it is attached to nothing, else whoever may see what it is
 * attached to.
 */
@Injectable()
export class MediaPolicy implements OwnershipPolicy {
  constructor(
    private readonly reader: MediaReader,
    private readonly audiences: MediaAudienceRegistry,
  ) {}

  /** Those of the media that the viewer may see. */
  async visibleTo(viewer: MaybeViewer, ids: readonly MediaId[]): Promise<Set<MediaId>> {
    const media = await this.reader.access(ids);
    const isOwn = (m: MediaAccess): boolean => m.ownerId === viewer?.userId;
    const loose = media.filter((m) => m.attachmentType === null && isOwn(m));
    const attached = media.filter((m) => m.ownerIsActive || isOwn(m));
    const shared = await Promise.all(
      [...new Set(attached.map((m) => m.attachmentType))].map((type) =>
        this.sharedBy(
          viewer,
          type,
          attached.filter((m) => m.attachmentType === type),
        ),
      ),
    );
    return new Set([...loose, ...shared.flat()].map(({ id }) => id));
  }

  /** @throws DomainError `not-found` */
  async assertVisible(viewer: MaybeViewer, id: MediaId): Promise<void> {
    if (!(await this.visibleTo(viewer, [id])).has(id)) {
      throw new DomainError(NotFound);
    }
  }

  /** @throws DomainError `not-found`; `forbidden` for what the viewer may see but doesn't own */
  async assertOwner(viewer: Viewer, id: MediaId): Promise<void> {
    await this.assertVisible(viewer, id);
    const [medium] = await this.reader.access([id]);
    if (medium?.ownerId !== viewer.userId) {
      throw new DomainError(Forbidden);
    }
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
