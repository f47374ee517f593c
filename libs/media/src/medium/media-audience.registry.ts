import { Injectable } from '@nestjs/common';
import type { Id, MaybeViewer } from '#libs/kernel';

import type { Attachment } from './media.js';

/** Knows who may see one kind of thing that pictures are attached to. Its lib registers it. */
export abstract class MediaAudience {
  abstract readonly type: Attachment['type'];

  /** Those of the things that the viewer may see. */
  abstract canSee(viewer: MaybeViewer, attachmentIds: readonly Id[]): Promise<ReadonlySet<Id>>;
}

/** Who may see what pictures are attached to: media ask here, and know nothing of posts and people. */
@Injectable()
export class MediaAudienceRegistry {
  private readonly byType = new Map<string, MediaAudience>();

  /** @throws Error when two libs speak for one kind of thing */
  register(audience: MediaAudience): void {
    if (this.byType.has(audience.type)) {
      throw new Error(`Two audiences speak for "${audience.type}".`);
    }
    this.byType.set(audience.type, audience);
  }

  /** Those of the things that the viewer may see: none, when nobody speaks for their kind. */
  async visible(viewer: MaybeViewer, type: string, ids: readonly Id[]): Promise<ReadonlySet<Id>> {
    return (await this.byType.get(type)?.canSee(viewer, ids)) ?? new Set();
  }
}
