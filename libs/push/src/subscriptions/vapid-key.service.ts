import { createECDH } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Settings } from '#libs/config';

/** Who this service is to push services (RFC 8292). */
@Injectable()
export class VapidKeyService {
  /** What browsers subscribe with, base64url; `null` when push is off. */
  readonly publicKey: string | null;

  constructor({ vapidPrivateKey }: Settings) {
    this.publicKey = vapidPrivateKey === undefined ? null : publicKeyOf(vapidPrivateKey);
  }
}

function publicKeyOf(privateKey: string): string {
  const key = createECDH('prime256v1');
  key.setPrivateKey(privateKey, 'base64url');
  return key.getPublicKey('base64url');
}
