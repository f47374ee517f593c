declare module 'http_ece' {
  import type { ECDH } from 'node:crypto';

  /** Decrypts a message of the encrypted content encoding (RFC 8188) with Web Push keys. */
  export function decrypt(
    message: Buffer,
    options: { version: 'aes128gcm'; privateKey: ECDH; authSecret: Buffer },
  ): Buffer;
  const ece: { decrypt: typeof decrypt };
  export default ece;
}
