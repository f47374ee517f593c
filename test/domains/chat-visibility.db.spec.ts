import { readFileSync } from 'node:fs';
import { type TestHttp, testHttp } from '#libs/testing';
import { givesRole, suspends } from '#libs/testing/accounts';
import { blocks, follows, mutes, unfollows } from '#libs/testing/graph';
import { people, type Person, setsPublic } from '#libs/testing/people';
import { uploads } from '#libs/testing/uploads';
import { domainModules } from '../../apps/domains.js';

/**
 * Who sees a message of the writer to the partner, after what: its text and its picture, in any answer. `-` for whoever can't
 * even sign in. Nobody else ever does.
 */
const SEEING = `
after what                         writer partner

nothing                            sees   sees
a first message to a stranger      sees   sees
a declined request                 sees   -
the writer deletes the message     -      -
the partner deletes the message    sees   -
the writer removes the room        -      sees
the partner removes the room       sees   -
both remove the room               -      -
the writer blocks                  sees   sees
the partner blocks                 sees   sees
the writer mutes                   sees   sees
the partner mutes                  sees   sees
the writer is suspended            -      sees
the partner is suspended           sees   -
the writer turns private           sees   sees
no follow any more                 sees   sees
`;

const ROWS = SEEING.split('\n')
  .map((line) => line.split(/\s{2,}/))
  .filter(([name = '']) => name !== '' && name !== 'after what')
  .map(([name = '', cells = '', partner]) => {
    const [writer = '', other = partner ?? ''] = cells.split(/\s+/);
    return { name, writer: writer === 'sees', partner: other === 'sees' };
  });

/** What every outsider is. */
const OUTSIDERS = ['anonymous', 'stranger', 'follower', 'admin', 'superuser'] as const;

/** Reads of the document, with what stands in their paths. */
const READS = Object.entries(
  (JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as { paths: Record<string, object> })
    .paths,
)
  .filter(([, operations]) => 'get' in operations)
  .map(([path]) => path)
  .filter((path) => path !== '/v1/stream');

let app: TestHttp;
let writer: Person, partner: Person;
let outsiders: Record<string, Person | undefined>;
let message: { id: string; room: string; text: string; mediaId: string };

beforeAll(async () => {
  app = await testHttp({ modules: domainModules });
  const { stranger, follower, admin, superuser } = await people(
    app,
    'stranger',
    'follower',
    'admin',
    'superuser',
  );
  await givesRole(app, admin, 'admin');
  await givesRole(app, superuser, 'superuser');
  outsiders = { anonymous: undefined, stranger, follower, admin, superuser };
});
afterAll(() => app.close());

const act = (as: Person, method: 'PUT' | 'POST' | 'DELETE', path: string, body?: object) =>
  app.request({ method, url: `/v1/${path}`, as, body });

/** The writer sends a picture with words, or only words to a stranger. */
async function begin(asStranger: boolean): Promise<void> {
  ({ writer, partner } = await people(app, 'writer', 'partner'));
  for (const follower of [partner, outsiders['follower']!]) {
    if (!asStranger || follower !== partner) {
      await follows(app, follower, writer);
      await follows(app, follower, partner).catch(() => undefined);
    }
  }
  const room = String((await act(writer, 'PUT', `users/${partner.id}/room`)).body.id);
  const text = `unmistakable ${writer.id}`;
  const mediaId = asStranger ? '' : await uploads(app, writer);
  await app.settle();
  const sent = await act(writer, 'POST', `rooms/${room}/messages`, {
    clientId: 'secret',
    body: text,
    mediaIds: asStranger ? [] : [mediaId],
  });
  expect(sent.status).toBe(201);
  message = { id: sent.body.id, room, text, mediaId };
}

const LOTS: Readonly<Record<string, () => Promise<unknown>>> = {
  nothing: () => Promise.resolve(),
  'a first message to a stranger': () => Promise.resolve(),
  'a declined request': () => act(partner, 'DELETE', `rooms/${message.room}`),
  'the writer deletes the message': () => act(writer, 'DELETE', `messages/${message.id}`),
  'the partner deletes the message': () => act(partner, 'DELETE', `messages/${message.id}`),
  'the writer removes the room': () => act(writer, 'DELETE', `rooms/${message.room}`),
  'the partner removes the room': () => act(partner, 'DELETE', `rooms/${message.room}`),
  'both remove the room': async () => {
    await act(writer, 'DELETE', `rooms/${message.room}`);
    await act(partner, 'DELETE', `rooms/${message.room}`);
  },
  'the writer blocks': () => blocks(app, writer, partner),
  'the partner blocks': () => blocks(app, partner, writer),
  'the writer mutes': () => mutes(app, writer, partner),
  'the partner mutes': () => mutes(app, partner, writer),
  'the writer is suspended': () => suspends(app, writer),
  'the partner is suspended': () => suspends(app, partner),
  'the writer turns private': () => setsPublic(app, writer, false),
  'no follow any more': () => unfollows(app, partner, writer),
};

/** Whether any answer to somebody holds the words or the picture. */
async function findings(as: Person | undefined, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const url = path
      .replace('{roomId}', message.room)
      .replace('{messageId}', message.id)
      .replace('{mediaId}', message.mediaId || '1')
      .replace('{nickname}', writer.nickname)
      .replace('{userId}', writer.id)
      .replace(/\{\w+\}/g, '1');
    const { status, text } = await app.request({ method: 'GET', url, ...(as && { as }) });
    expect(status).toBeLessThan(500);
    if (text.includes(message.text) || (message.mediaId !== '' && text.includes(message.mediaId))) {
      found.push(path);
    }
  }
  return found;
}

const shows = async (as: Person) => (await findings(as, READS)).length > 0;

it.each(ROWS)(
  'after $name a message shows to the two as the table says, and to nobody else',
  async (row) => {
    await begin(/stranger|declined/.test(row.name));
    await LOTS[row.name]!();
    await app.settle();
    expect({ writer: await shows(writer), partner: await shows(partner) }).toEqual({
      writer: row.writer,
      partner: row.partner,
    });
    for (const name of OUTSIDERS) {
      expect([name, await findings(outsiders[name], READS)]).toEqual([name, []]);
    }
  },
);

it('shows where the two read it, and in no other answer', async () => {
  await begin(false);
  const places = [
    '/v1/media/{mediaId}',
    '/v1/rooms',
    '/v1/rooms/{roomId}',
    '/v1/rooms/{roomId}/messages',
  ];
  expect((await findings(partner, READS)).sort()).toEqual(places);
  expect((await findings(writer, READS)).sort()).toEqual(
    ['/v1/me/images', '/v1/media/{mediaId}', ...places.slice(1)].sort(),
  );
});
