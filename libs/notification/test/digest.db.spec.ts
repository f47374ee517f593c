import { Settings } from '#libs/config';
import { Clock } from '#libs/kernel';
import { type Mail, Mailer } from '#libs/mail';
import { suspends } from '#libs/testing/accounts';
import { comments } from '#libs/testing/comments';
import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { DigestQueueService } from '../src/digest/digest-queue.service.js';
import { UnsubscribeTokenService } from '../src/digest/unsubscribe-token.service.js';
import { type NotificationStage, notificationStage } from './stage.js';

/** The next such hour in Seoul that is two hours away, on the day of the week that is asked for. */
function inSeoul(hour: number, weekday?: number): Date {
  const day = new Date();
  day.setUTCHours(hour - 9, 0, 0, 0);
  while (weekday !== undefined && day.getUTCDay() !== weekday) {
    day.setUTCDate(day.getUTCDate() + 1);
  }
  // What was just written is older than an hour by then.
  while (day.getTime() < Date.now() + 2 * 3_600_000) {
    day.setUTCDate(day.getUTCDate() + (weekday === undefined ? 1 : 7));
  }
  return day;
}

const MONDAY = 1;
const TUESDAY = 2;

let app: NotificationStage;
let mails: Mail[];

beforeAll(async () => {
  app = await notificationStage();
});
beforeEach(async () => {
  await app.sql(`update notification_setting set digest = 'off'`);
  mails = [];
  // Addresses are verified by mails too.
  jest.spyOn(app.get(Mailer), 'send').mockImplementation((mail) => {
    if (mail.headers !== undefined) {
      mails.push(mail);
    }
    return Promise.resolve();
  });
});
afterAll(() => app.close());

/** Sends what is due at a time. */
async function at(time: Date): Promise<void> {
  const clock = jest.spyOn(app.get(Clock), 'now').mockReturnValue(time);
  await app.get(DigestQueueService).leaveAll();
  await app.settle();
  clock.mockRestore();
}

/** Somebody who wants daily digests, has a verified address, and an answer that is not seen. */
async function reader(change: object = {}): Promise<Person> {
  const { alice, bob } = await people(app, 'alice', 'bob');
  await app.sql('update user_account set email_verified_at = now() where id = $1', [alice.id]);
  await comments(app, bob, await publishes(app, alice, { title: 'A walk <b>along</b> the river' }));
  await app.gather();
  await app.wants(alice, { digest: 'daily', language: 'en', ...change });
  return alice;
}

const address = (mail: Mail | undefined): string =>
  /^<(.*)>$/.exec(mail?.headers?.['List-Unsubscribe'] ?? '')?.[1] ?? '';

describe('a digest', () => {
  it.each([
    ['en', '[Maru] 1 new for you', 'commented on your post: A comment', 'Stop these mails'],
    ['ko', '[마루] 새 소식 1건', '댓글을 남겼습니다: A comment', '이 메일 그만 받기'],
  ])('tells in %s what is not seen', async (language, subject, line, stop) => {
    const alice = await reader({ language });
    await at(inSeoul(9));
    expect(mails).toHaveLength(1);
    const [mail] = mails;
    expect(mail).toMatchObject({ to: alice.email, subject });
    for (const part of [line, stop, alice.fullName]) {
      expect(mail!.text).toContain(part);
      expect(mail!.html).toContain(part);
    }
  });

  it('has what mail programs need to end it', async () => {
    await reader();
    await at(inSeoul(9));
    const { publicUrl } = app.get(Settings);
    expect(mails[0]!.headers).toEqual({
      'List-Unsubscribe': expect.stringMatching(
        new RegExp(`^<${publicUrl}/unsubscribe\\?token=digest\\.\\d+\\.[\\w-]{43}>$`),
      ),
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Id': `<digest.${new URL(publicUrl).hostname}>`,
    });
    expect(mails[0]!.text).toContain(address(mails[0]));
  });

  it('tells only how many there are to whoever wants no previews', async () => {
    await reader({ previews: false });
    await at(inSeoul(9));
    expect(mails[0]!.text).toContain('1 notifications');
    expect(mails[0]!.text).not.toContain('A comment');
  });

  it('is sent once, by however many workers, and not again until something is new', async () => {
    const alice = await reader();
    const clock = jest.spyOn(app.get(Clock), 'now').mockReturnValue(inSeoul(9));
    const queue = app.get(DigestQueueService);
    await Promise.all([queue.leaveAll(), queue.leaveAll(), queue.leaveAll()]);
    await app.settle();
    clock.mockRestore();
    await at(inSeoul(10));
    expect(mails).toHaveLength(1);
    await app.sql(`update notification_setting set digest_at = now() - interval '1 day'`);
    await app.sql(
      `update notification set updated_at = updated_at - interval '2 days' where user_id = $1`,
      [alice.id],
    );
    await at(inSeoul(9));
    expect(mails).toHaveLength(1);
  });

  it.each<[string, (alice: Person) => Promise<unknown>]>([
    [
      'the address is not verified',
      ({ id }) => app.sql('update user_account set email_verified_at = null where id = $1', [id]),
    ],
    ['the person is suspended', (alice) => suspends(app, alice)],
    [
      'nobody has been there for 90 days',
      ({ id }) =>
        app.sql(`update session set last_used_at = now() - interval '91 days' where user_id = $1`, [
          id,
        ]),
    ],
    ['all is seen', (alice) => app.seeAll(alice)],
    [
      'mails of the kind are not wanted',
      (alice) => app.wants(alice, { kinds: { comment: { mail: false } } }),
    ],
    ['digests are off', (alice) => app.wants(alice, { digest: 'off' })],
    ['it is another time there', (alice) => app.wants(alice, { timeZone: 'America/New_York' })],
  ])('is not sent when %s', async (_why, happen) => {
    await happen(await reader());
    await at(inSeoul(9));
    expect(mails).toEqual([]);
  });

  it('is not sent of what is younger than an hour', async () => {
    await reader();
    const zone = await app.sql<{ zone: string }>(
      `select name as zone
       from pg_timezone_names
       where name like '%/%'
         and name not like 'posix/%'
         and extract(hour from now() at time zone name) between 9 and 11
       limit 1`,
    );
    await app.sql('update notification_setting set time_zone = $1', [zone[0]!.zone]);
    await at(new Date());
    expect(mails).toEqual([]);
  });

  it('comes weekly on Monday', async () => {
    await reader({ digest: 'weekly' });
    await at(inSeoul(9, TUESDAY));
    expect(mails).toEqual([]);
    await at(inSeoul(9, MONDAY));
    expect(mails).toHaveLength(1);
  });
});

describe('the link that ends digests', () => {
  const wants = async (alice: Person): Promise<string> =>
    (await app.call(alice, 'GET', '/me/notification-settings')).digest;

  async function mailed(): Promise<{ alice: Person; url: string }> {
    const alice = await reader();
    await at(inSeoul(9));
    const { pathname, search } = new URL(address(mails[0]));
    return { alice, url: `${pathname}${search}` };
  }

  it('shows a button, and changes nothing when it is only opened', async () => {
    const { alice, url } = await mailed();
    for (const method of ['GET', 'HEAD', 'GET'] as const) {
      const { status, headers } = await app.request({ method, url });
      expect(status).toBe(200);
      expect(headers['content-type']).toMatch(/^text\/html/);
      expect(headers['cache-control']).toBe('no-store');
    }
    const { text } = await app.request({ method: 'GET', url });
    expect(text).toContain('<form method="post">');
    expect(await wants(alice)).toBe('daily');
  });

  it.each<[string, object]>([
    [
      'the form of RFC 8058',
      {
        body: 'List-Unsubscribe=One-Click',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    ],
    ['a form', { body: '', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['nothing', {}],
  ])('takes %s, twice', async (_what, sent) => {
    const { alice, url } = await mailed();
    for (let time = 0; time < 2; time += 1) {
      const { status } = await app.request({ method: 'POST', url, ...sent });
      expect(status).toBe(200);
    }
    expect(await wants(alice)).toBe('off');
    mails.length = 0;
    await app.sql('update notification_setting set digest_at = null');
    await at(inSeoul(9));
    expect(mails).toEqual([]);
  });

  it('does nothing, and tells nothing, when it is forged or its person is gone', async () => {
    const { alice, url } = await mailed();
    const { bob } = await people(app, 'bob');
    const answers = [];
    for (const forged of [
      url.replace(alice.id, bob.id),
      url.slice(0, -1),
      `${url.slice(0, -1)}${url.endsWith('A') ? 'B' : 'A'}`,
      '/unsubscribe?token=nonsense',
      '/unsubscribe?token=',
      '/unsubscribe',
      `/unsubscribe?token=${app.get(UnsubscribeTokenService).sign({ userId: bob.id, kind: 'digest' })}`,
    ]) {
      answers.push(await app.request({ method: 'POST', url: forged }));
    }
    const right = await app.request({ method: 'POST', url });
    for (const { status, text } of answers) {
      expect({ status, text }).toEqual({ status: 200, text: right.text });
    }
  });

  it('is not moved by a forged one', async () => {
    const { alice, url } = await mailed();
    await app.request({
      method: 'POST',
      url: `${url.slice(0, -1)}${url.endsWith('A') ? 'Q' : 'A'}`,
    });
    expect(await wants(alice)).toBe('daily');
  });
});

it('forms are taken nowhere else', async () => {
  const { status, body } = await app.request({
    method: 'POST',
    url: '/v1/auth/login',
    body: 'email=a&password=b',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect({ status, code: body.code }).toEqual({ status: 415, code: 'unsupported-media-type' });
});
