import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from '../src/load-settings.js';
import { load, problems, production, VAPID_PRIVATE_KEY } from './loading.js';

describe('push', () => {
  let dataDir: string;

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'maru-settings-'));
  });
  afterEach(() => {
    rmSync(dataDir, { recursive: true });
  });

  it('has a key that is made once and kept for this user alone', () => {
    const first = loadSettings({ DATA_DIR: dataDir }).vapidPrivateKey;
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(loadSettings({ DATA_DIR: dataDir }).vapidPrivateKey).toBe(first);
    expect(statSync(join(dataDir, 'vapid-key')).mode & 0o777).toBe(0o600);
  });

  it('takes the key that is set', () => {
    expect(load({ DATA_DIR: dataDir }).vapidPrivateKey).toBe(VAPID_PRIVATE_KEY);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('is off in production without a key', () => {
    const settings = loadSettings({ ...production, DATA_DIR: dataDir });
    expect(settings.vapidPrivateKey).toBeUndefined();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it.each(['short', `${VAPID_PRIVATE_KEY}=`, 'A'.repeat(43), '_'.repeat(43)])(
    'refuses %s as a key without showing it',
    (key) => {
      const [problem] = problems({ VAPID_PRIVATE_KEY: key });
      expect(problem).toMatch(/^VAPID_PRIVATE_KEY: it is no key/);
      expect(problem).not.toContain(key);
    },
  );

  it('refuses a key file that is damaged', () => {
    writeFileSync(join(dataDir, 'vapid-key'), 'short');
    expect(() => loadSettings({ DATA_DIR: dataDir })).toThrow(
      /^DATA_DIR: the key in .* is damaged/,
    );
  });

  it.each([
    [{}, 'mailto:no-reply@localhost'],
    [{ MAIL_FROM: 'hello@example.org' }, 'mailto:hello@example.org'],
    [{ VAPID_SUBJECT: 'https://example.org/contact' }, 'https://example.org/contact'],
  ])('tells push services with %j to ask %s', (env, subject) => {
    expect(load(env).vapidSubject).toBe(subject);
  });

  it.each(['admin@example.org', 'http://example.org', 'mailto:nobody'])(
    'refuses %s as whom to ask',
    (VAPID_SUBJECT) => {
      expect(problems({ VAPID_SUBJECT })).toEqual([
        expect.stringMatching(/^VAPID_SUBJECT: .* Write it like mailto:/),
      ]);
    },
  );

  it('reads the hosts that may be sent to', () => {
    expect(load({ PUSH_HOSTS: 'Push.example.org, *.example.net' }).pushHosts).toEqual([
      'push.example.org',
      '*.example.net',
    ]);
  });

  it.each(['https://push.example.org', '*.*.org', 'a b', '*example.org', 'push.example.org:8443'])(
    'refuses %s as a host',
    (PUSH_HOSTS) => {
      expect(problems({ PUSH_HOSTS })).toEqual([
        expect.stringMatching(/^PUSH_HOSTS: .* is not the name of a host/),
      ]);
    },
  );
});
