import { Injectable } from '@nestjs/common';
import { complete, type Form, Refusals } from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { MediaNotUsable, MediaService } from '#libs/media';
import type { MessageDraft } from '../message/message.js';
import type { SendMessageDto } from './sending.dto.js';

/**
 * Judges forms of messages, so that one answer tells all that is refused of their fields. What is only wrong by one rule
 * is found out when it is carried out.
 */
@Injectable()
export class MessageFormService {
  constructor(private readonly media: MediaService) {}

  /** What a form says. @throws DomainError `validation-failed` with all that is refused */
  async draft({ userId }: Viewer, { fields, errors }: Form<SendMessageDto>): Promise<MessageDraft> {
    const { clientId, body, mediaIds = [] } = fields;
    const refusals = new Refusals(errors);
    if (body === undefined && mediaIds.length === 0) {
      refusals.missing('/body', 'A message needs a text or pictures.');
    }
    if (errors.length > 0 && !(await this.media.areUsable(userId, mediaIds, null))) {
      refusals.refuse('/mediaIds', MediaNotUsable);
    }
    refusals.throwIfAny();
    return { clientId: complete(clientId), body: body ?? null, mediaIds };
  }
}
