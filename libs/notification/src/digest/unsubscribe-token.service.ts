import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Settings } from '#libs/config';
import { isId, type UserId } from '#libs/kernel';

/** What a person can end by a link in a mail. */
export type MailKind = 'digest';

const KINDS: readonly string[] = ['digest'] satisfies MailKind[];

/** Whose mails of which kind end. */
export interface Unsubscription {
  readonly userId: UserId;
  readonly kind: MailKind;
}

/** Signs links that end mails. They never end themselves: old mails are read too. */
@Injectable()
export class UnsubscribeTokenService {
  /** The first one signs, all of them verify. */
  private readonly keys: readonly Buffer[];

  constructor({ jwtSecret, jwtSecretPrevious }: Settings) {
    const secrets = jwtSecretPrevious === undefined ? [jwtSecret] : [jwtSecret, jwtSecretPrevious];
    this.keys = secrets.map((secret) =>
      createHmac('sha256', secret).update('maru unsubscribe').digest(),
    );
  }

  /** A token that names the person and the kind of mail. */
  sign({ userId, kind }: Unsubscription): string {
    const said = `${kind}.${userId}`;
    const [key] = this.keys;
    return `${said}.${key === undefined ? '' : signatureOf(said, key)}`;
  }

  /** What a token says; `undefined` when it is not one of ours. */
  read(token: string): Unsubscription | undefined {
    const [kind = '', userId = '', signature = '', ...more] = token.split('.');
    const sent = Buffer.from(signature);
    const isOurs = this.keys.some((key) => {
      // Compared as texts: the last character of base64 has bits that say nothing.
      const right = Buffer.from(signatureOf(`${kind}.${userId}`, key));
      return sent.length === right.length && timingSafeEqual(sent, right);
    });
    const isSaid = more.length === 0 && isKind(kind) && isId<'user'>(userId);
    return isOurs && isSaid ? { userId, kind } : undefined;
  }
}

function signatureOf(said: string, key: Buffer): string {
  return createHmac('sha256', key).update(said).digest('base64url');
}

function isKind(text: string): text is MailKind {
  return KINDS.includes(text);
}
