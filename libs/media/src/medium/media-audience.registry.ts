import { Injectable } from '@nestjs/common';
import type { Id, MaybeViewer } from '#libs/kernel';
import type { Attachment, MediaId } from './media.js';

/**
 * Knows who may see one kind of thing that pictures are attached to. Its lib registers it; pictures can be attached to
 * no other things.
 */
export abstract class MediaAudience {
  /** Unique: a word of the glossary. Stored with each picture. */
  abstract readonly type: string;

  /** Whether the things are between people: administrators are not shown their pictures either. */
  readonly isConfidential: boolean = false;

  /** Those of the things that the viewer may see. */
  abstract canSee(viewer: MaybeViewer, attachmentIds: readonly Id[]): Promise<ReadonlySet<Id>>;

  /**
   * Whether a thing does without one of its pictures. Asked in the transaction in which the owner deletes the picture:
   * the thing may be held.
   */
  canLose(_attachmentId: Id, _mediaId: MediaId): Promise<boolean> {
    return Promise.resolve(true);
  }
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

  /** The kinds of things whose pictures administrators are not shown. */
  get confidentialTypes(): string[] {
    return [...this.byType.values()]
      .filter(({ isConfidential }) => isConfidential)
      .map(({ type }) => type)
      .sort();
  }

  /** @throws Error when nobody speaks for a kind of thing */
  assertKnown(type: string): void {
    if (!this.byType.has(type)) {
      throw new Error(`Nobody says who may see the pictures of a "${type}".`);
    }
  }

  /** Whether what a picture is attached to does without it. */
  async canLose({ type, id }: Attachment, mediaId: MediaId): Promise<boolean> {
    return (await this.byType.get(type)?.canLose(id, mediaId)) ?? true;
  }

  /** Those of the things that the viewer may see: none, when nobody speaks for their kind. */
  async visible(viewer: MaybeViewer, type: string, ids: readonly Id[]): Promise<ReadonlySet<Id>> {
    return (await this.byType.get(type)?.canSee(viewer, ids)) ?? new Set();
  }
}
