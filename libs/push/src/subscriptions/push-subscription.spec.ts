import { createECDH, randomBytes } from 'node:crypto';
import { endpointHost, isAuthSecret, isPublicKey } from './push-subscription.js';

const ALLOWED = ['fcm.googleapis.com', '*.push.apple.com'];

describe('an endpoint', () => {
  it.each([
    ['https://fcm.googleapis.com/fcm/send/abc:def', 'fcm.googleapis.com'],
    ['https://FCM.GoogleAPIs.com/x', 'fcm.googleapis.com'],
    ['https://fcm.googleapis.com:443/x', 'fcm.googleapis.com'],
    ['https://web.push.apple.com/QGuQyavXutnMH', 'web.push.apple.com'],
    ['https://a.b.push.apple.com/', 'a.b.push.apple.com'],
  ])('%s is sent to', (endpoint, host) => {
    expect(endpointHost(endpoint, ALLOWED)).toBe(host);
  });

  it.each([
    'http://fcm.googleapis.com/x',
    'ftp://fcm.googleapis.com/x',
    'https://fcm.googleapis.com:8443/x',
    'https://user@fcm.googleapis.com/x',
    'https://user:pass@fcm.googleapis.com/x',
    'https://fcm.googleapis.com@evil.example.org/x',
    'https://fcm.googleapis.com.evil.example.org/x',
    'https://evil-push.apple.com/x',
    'https://push.apple.com/x',
    'https://fcm.googleapis.com./x',
    'https://xfcm.googleapis.com/x',
    'https://fcm.googleapis.com%2eevil.org/x',
    'https://fcm。googleapis。com.evil.org/x',
    'not an address',
    '',
  ])('%s is refused', (endpoint) => {
    expect(endpointHost(endpoint, ALLOWED)).toBeUndefined();
  });

  it.each([
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://0x7f.1/x',
    'https://[::1]/x',
    'https://[::ffff:127.0.0.1]/x',
    'https://localhost/x',
    'https://api.localhost/x',
    'https://printer.local/x',
    'https://metadata.google.internal/x',
    'https://router/x',
    'https://１２７.０.０.１/x',
  ])('%s is refused also where every host is allowed', (endpoint) => {
    expect(endpointHost(endpoint, ['*'])).toBeUndefined();
  });

  it('may be at any public name where every host is allowed', () => {
    expect(endpointHost('https://push.example.org/up', ['*'])).toBe('push.example.org');
  });
});

describe('the keys of a subscription', () => {
  const key = createECDH('prime256v1');
  key.generateKeys();
  const point = key.getPublicKey();

  it('are a point and 16 bytes', () => {
    expect(isPublicKey(point.toString('base64url'))).toBe(true);
    expect(isAuthSecret(randomBytes(16).toString('base64url'))).toBe(true);
  });

  it.each([
    ['compressed', key.getPublicKey('base64url', 'compressed')],
    [
      'beside the curve',
      Buffer.concat([point.subarray(0, 64), Buffer.of(point[64]! ^ 1)]).toString('base64url'),
    ],
    ['all zeros', Buffer.alloc(65).toString('base64url')],
    ['too long', Buffer.concat([point, Buffer.of(0)]).toString('base64url')],
    ['in plain base64', `${point.toString('base64')}+/`],
    ['empty', ''],
  ])('a point that is %s is refused', (_what, text) => {
    expect(isPublicKey(text)).toBe(false);
  });

  it.each([15, 17, 0])('a secret of %d bytes is refused', (bytes) => {
    expect(isAuthSecret(randomBytes(bytes).toString('base64url'))).toBe(false);
  });
});
