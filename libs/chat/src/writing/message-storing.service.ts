import { Injectable } from '@nestjs/common';
import { RateLimited } from '#libs/http';
import { DomainError } from '#libs/kernel';
import { MediaService } from '#libs/media';
import type { MessageDraft, MessageId } from '../message/message.js';
import { MessageRepository, type Sending } from '../message/message.repository.js';
import { RequestAllowanceRepository } from './request-allowance.repository.js';
import type { SendingStep } from './sending-rules.js';

/** Seconds after which somebody who asked enough strangers may try again. */
const RETRY_AFTER_SECONDS = 3_600;

/** Stores messages with their pictures. In the transaction of the caller. */
@Injectable()
export class MessageStoringService {
  constructor(
    private readonly messages: MessageRepository,
    private readonly media: MediaService,
    private readonly allowance: RequestAllowanceRepository,
  ) {}

  /** @throws DomainError `rate-limited`, `media-not-usable` */
  async store(
    sending: Omit<Sending, 'isAccepted'>,
    draft: MessageDraft,
    step: SendingStep,
  ): Promise<MessageId> {
    if (step === 'ask' && !(await this.allowance.spend(sending.senderId))) {
      throw new DomainError(RateLimited, { retryAfter: RETRY_AFTER_SECONDS });
    }
    const id = await this.messages.insert({ ...sending, isAccepted: step !== 'ask' }, draft);
    if (draft.mediaIds.length > 0) {
      await this.media.claim(sending.senderId, draft.mediaIds, { type: 'message', id }, false);
    }
    return id;
  }
}
