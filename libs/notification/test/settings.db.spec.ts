import { people, type Person } from '#libs/testing/people';
import { type NotificationStage, notificationStage } from './stage.js';

let app: NotificationStage;
let mina: Person;

beforeAll(async () => {
  app = await notificationStage();
});
beforeEach(async () => {
  ({ mina } = await people(app, 'mina'));
});
afterAll(() => app.close());

const read = () => app.call(mina, 'GET', '/me/notification-settings');
const change = (body: unknown, headers = {}) =>
  app.request({
    method: 'PATCH',
    url: '/v1/me/notification-settings',
    as: mina,
    body,
    headers,
  });
const loud = { from: 'everyone', push: true, mail: true };
const quiet = { ...loud, push: false };

const AT_FIRST = {
  kinds: {
    'post-like': quiet,
    'comment-like': quiet,
    comment: loud,
    reply: loud,
    follow: quiet,
    'follow-request': loud,
    'follow-accepted': loud,
    mention: loud,
    'publish-failed': loud,
    repost: loud,
    quote: loud,
    'poll-closed': loud,
    message: loud,
    'message-request': loud,
  },
  previews: true,
  digest: 'off',
  timeZone: 'Asia/Seoul',
  language: 'ko',
};

it('begins with push for what comes seldom, mail for all, and no digest', async () => {
  expect(await read()).toEqual(AT_FIRST);
});

it('changes what is sent, and leaves the rest as it is', async () => {
  const first = await change({ kinds: { reply: { push: false }, follow: { from: 'nobody' } } });
  const second = await change({ digest: 'weekly', timeZone: 'America/Argentina/Ushuaia' });
  const third = await change({ kinds: { follow: { mail: false }, message: { from: 'everyone' } } });
  expect([first, second, third].map(({ status }) => status)).toEqual([200, 200, 200]);
  const wanted = {
    ...AT_FIRST,
    kinds: {
      ...AT_FIRST.kinds,
      reply: quiet,
      follow: { from: 'nobody', push: false, mail: false },
    },
    digest: 'weekly',
    timeZone: 'America/Argentina/Ushuaia',
  };
  expect(third.body).toEqual(wanted);
  expect(await read()).toEqual(wanted);
});

it('stores only what differs', async () => {
  await change({ kinds: { reply: { push: false }, comment: { push: true } } });
  await change({ kinds: { reply: { push: true }, follow: { push: true } } });
  const rows = await app.sql(`select kinds from notification_setting where user_id = $1`, [
    mina.id,
  ]);
  expect(rows).toEqual([{ kinds: { follow: { push: true } } }]);
});

it.each([
  [{ kinds: { poke: { push: true } } }],
  [{ kinds: { reply: { sound: true } } }],
  [{ kinds: { reply: { from: 'friends' } } }],
  [{ kinds: { message: { from: 'nobody' } } }],
  [{ kinds: { 'message-request': { from: 'following' } } }],
  [{ kinds: { reply: null } }],
  [{ kinds: [] }],
  [{ timeZone: 'Mars/Olympus' }],
  [{ timeZone: '+09:00' }],
  [{ timeZone: 'UTC+9' }],
  [{ timeZone: '' }],
  [{ timeZone: '../../etc/passwd' }],
  [{ language: 'de' }],
  [{ digest: 'hourly' }],
  [{ previews: 'yes' }],
])('refuses %j', async (body) => {
  const { status, body: answer } = await change(body);
  expect([status, answer.code]).toEqual([400, 'validation-failed']);
  expect(await read()).toEqual(AT_FIRST);
});

it.each(['UTC', 'Asia/Seoul', 'Asia/Kolkata', 'Asia/Calcutta', 'Europe/Berlin', 'Etc/GMT-9'])(
  'takes the zone %s',
  async (timeZone) => {
    expect((await change({ timeZone })).body).toMatchObject({ timeZone });
  },
);

it('loses no change of two at once', async () => {
  await Promise.all([
    change({ kinds: { reply: { push: false } } }),
    change({ kinds: { comment: { push: false } } }),
    change({ previews: false }),
  ]);
  expect(await read()).toMatchObject({ previews: false, kinds: { reply: quiet, comment: quiet } });
});
