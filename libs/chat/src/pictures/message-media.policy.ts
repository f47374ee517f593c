import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Id, MaybeViewer } from '#libs/kernel';
import { MediaAudience, MediaAudienceRegistry } from '#libs/media';
import type { MessageId } from '../message/message.js';
import { MessageReader } from '../message/message.reader.js';

/** The pictures of a message are for the two people of its room, as long as they have the message. */
@Injectable()
export class MessageMediaPolicy extends MediaAudience implements OnModuleInit {
  override readonly type = 'message';
  override readonly isConfidential = true;

  constructor(
    private readonly messages: MessageReader,
    private readonly audiences: MediaAudienceRegistry,
  ) {
    super();
  }

  onModuleInit(): void {
    this.audiences.register(this);
  }

  override async canSee(
    viewer: MaybeViewer,
    messageIds: readonly MessageId[],
  ): Promise<ReadonlySet<Id>> {
    return viewer === null ? new Set() : this.messages.withPictures(viewer.userId, messageIds);
  }
}
