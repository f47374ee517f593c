import { Injectable } from '@nestjs/common';
import { Settings } from '#libs/config';
import { Mailer } from '#libs/mail';
import { DigestReader } from './digest.reader.js';
import type { DueDigest } from './digest.repository.js';
import { DigestService } from './digest.service.js';
import { digestMail } from './digest-mail.js';
import { UnsubscribeTokenService } from './unsubscribe-token.service.js';

/** Mails a digest, when there is something to tell by then. */
@Injectable()
export class DigestMailService {
  constructor(
    private readonly reader: DigestReader,
    private readonly digests: DigestService,
    private readonly tokens: UnsubscribeTokenService,
    private readonly mailer: Mailer,
    private readonly settings: Settings,
  ) {}

  /** @throws Error when the mail was not taken; it may be sent again */
  async send(due: DueDigest): Promise<void> {
    const { userId } = due;
    const receiver = await this.reader.receiver(userId);
    const digest = receiver && (await this.digests.of(due));
    if (receiver !== undefined && digest !== undefined) {
      const token = this.tokens.sign({ userId, kind: 'digest' });
      const mail = digestMail(
        { ...digest, fullName: receiver.fullName },
        {
          home: this.settings.webUrl ?? this.settings.publicUrl,
          unsubscribe: `${this.settings.publicUrl}/unsubscribe?token=${token}`,
        },
      );
      await this.mailer.send({ to: receiver.email, ...mail });
    }
  }
}
