import { createECDH, randomBytes, randomUUID } from 'node:crypto';
import sharp from 'sharp';

/** What a browser sends to be pushed to, no two alike. */
export function browser(
  endpoint = `https://updates.push.services.mozilla.com/wpush/v2/${randomUUID()}`,
): { endpoint: string; keys: { p256dh: string; auth: string } } {
  const key = createECDH('prime256v1');
  return {
    endpoint,
    keys: {
      p256dh: key.generateKeys('base64url'),
      auth: randomBytes(16).toString('base64url'),
    },
  };
}

/** A small real JPEG, no two alike. */
export function jpeg(): Promise<Buffer> {
  const hue = (): number => Math.floor(Math.random() * 256);
  return sharp({
    create: { width: 40, height: 30, channels: 3, background: { r: hue(), g: hue(), b: hue() } },
  })
    .jpeg()
    .toBuffer();
}
