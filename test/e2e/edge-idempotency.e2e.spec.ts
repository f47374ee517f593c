import { randomUUID } from 'node:crypto';
import { people, type Person } from './support/people.js';
import { jpeg } from './support/things.js';
import { type Answer, call, form, json, send } from './support/wire.js';

let author: Person;
let other: Person;

beforeAll(async () => {
  ({ author, other } = await people('author', 'other'));
});

function post(
  key: string,
  body: string | object,
  { who = author, target = '/v1/posts' }: { who?: Person; target?: string } = {},
): Promise<Answer> {
  return send({
    method: 'POST',
    target,
    headers: {
      authorization: `Bearer ${who.token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function postsOf(who: Person): Promise<number> {
  const { items } = await call('GET', '/v1/me/posts?limit=100', { token: who.token });
  return (items as unknown[]).length;
}

const replayed = ({ headers }: Answer): string | undefined => headers['idempotent-replayed'];
const code = (answer: Answer): unknown => json(answer)['code'];

describe('Idempotency-Key', () => {
  it('gets the first answer again, and nothing is made twice', async () => {
    const key = randomUUID();
    const before = await postsOf(author);
    const first = await post(key, { title: 'Once', body: 'Only once' });
    // The same value, written differently.
    const again = await post(key, ' {"body": "Only\\u0020once",\n "title": "Once"} ');
    expect([first.status, replayed(first)]).toEqual([201, undefined]);
    expect([again.status, replayed(again), again.text]).toEqual([201, 'true', first.text]);
    for (const name of ['location', 'etag', 'content-type']) {
      expect([name, again.headers[name]]).toEqual([name, first.headers[name]]);
    }
    expect(await postsOf(author)).toBe(before + 1);
  });

  it('is refused with another body or on another route', async () => {
    const key = randomUUID();
    const first = await post(key, { body: 'One' });
    const elsewhere = `${first.headers['location']!}/comments`;
    for (const answer of [
      await post(key, { body: 'Two' }),
      await post(key, { body: 'One', title: 'One' }),
      await post(key, { body: 'One' }, { target: elsewhere }),
    ]) {
      expect([answer.status, code(answer)]).toEqual([422, 'idempotency-key-reused']);
    }
  });

  it('belongs to one person', async () => {
    const key = randomUUID();
    const [mine, theirs] = [
      await post(key, { body: 'A' }),
      await post(key, { body: 'A' }, { who: other }),
    ];
    expect([mine.status, theirs.status, replayed(theirs)]).toEqual([201, 201, undefined]);
    expect(json(mine)['id']).not.toBe(json(theirs)['id']);
  });

  it('makes one post of ten identical requests at once', async () => {
    const key = randomUUID();
    const before = await postsOf(author);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post(key, { body: 'A race' })),
    );
    const made = answers.filter((answer) => answer.status === 201 && !replayed(answer));
    expect(made).toHaveLength(1);
    for (const answer of answers.filter((one) => one !== made[0])) {
      if (answer.status === 409) {
        expect(code(answer)).toBe('idempotency-in-progress');
        expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      } else {
        expect([answer.status, replayed(answer), answer.text]).toEqual([
          201,
          'true',
          made[0]!.text,
        ]);
      }
    }
    expect(await postsOf(author)).toBe(before + 1);
    expect(replayed(await post(key, { body: 'A race' }))).toBe('true');
  });

  it('is free again after answers given before the work began', async () => {
    const key = randomUUID();
    const refused = [
      await post(key, { body: '' }),
      await post(key, '{"body"'),
      await post(key, { body: 'A', surprise: 1 }),
      await send({
        method: 'POST',
        target: '/v1/posts',
        headers: {
          authorization: `Bearer ${author.token}`,
          'idempotency-key': key,
          'content-type': 'text/plain',
        },
        body: 'A',
      }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 415]);
    const answer = await post(key, { body: 'At last' });
    expect([answer.status, replayed(answer)]).toEqual([201, undefined]);
  });

  it('keeps a refusal of the rules', async () => {
    const key = randomUUID();
    const body = { body: 'With a picture of nobody', mediaIds: ['1'] };
    const [first, again] = [await post(key, body), await post(key, body)];
    expect([first.status, code(first), replayed(first)]).toEqual([
      422,
      'media-not-usable',
      undefined,
    ]);
    expect([again.status, code(again), replayed(again)]).toEqual([422, 'media-not-usable', 'true']);
    expect(again.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(json(again)['requestId']).toBe(again.headers['x-request-id']);
  });

  it('does nothing under a path without one', async () => {
    const key = randomUUID();
    const { headers } = await post(key, { body: 'To like' });
    const like = (): Promise<Answer> =>
      send({
        method: 'PUT',
        target: `${headers['location']!}/like`,
        headers: { authorization: `Bearer ${other.token}`, 'idempotency-key': key },
      });
    expect([(await like()).status, replayed(await like())]).toEqual([200, undefined]);
  });

  it('works for comments and direct uploads too', async () => {
    const made = await post(randomUUID(), { body: 'To comment' });
    for (const [target, body] of [
      [`${made.headers['location']!}/comments`, { body: 'Well said' }],
      ['/v1/media/uploads', { name: 'a.jpg', mimeType: 'image/jpeg', bytes: 1000 }],
    ] as const) {
      const key = randomUUID();
      const [first, again] = [await post(key, body, { target }), await post(key, body, { target })];
      expect([target, first.status, again.status, replayed(again)]).toEqual([
        target,
        201,
        201,
        'true',
      ]);
      expect(again.text).toBe(first.text);
    }
  });
});

describe('Idempotency-Key of an upload', () => {
  const upload = (key: string, content: Buffer, altText = 'A picture'): Promise<Answer> => {
    const { headers, body } = form(
      { name: 'altText', content: altText },
      { name: 'file', filename: 'a.jpg', type: 'image/jpeg', content },
    );
    return send({
      method: 'POST',
      target: '/v1/media',
      headers: { ...headers, authorization: `Bearer ${author.token}`, 'idempotency-key': key },
      body,
    });
  };
  const pictures = async (): Promise<number> => {
    const { items } = await call('GET', '/v1/me/images?limit=100', { token: author.token });
    return (items as unknown[]).length;
  };

  it('compares bytes and fields', async () => {
    const [key, one, two] = [randomUUID(), await jpeg(), await jpeg()];
    const before = await pictures();
    const first = await upload(key, one);
    const again = await upload(key, one);
    expect([first.status, replayed(first)]).toEqual([201, undefined]);
    expect([again.status, replayed(again), again.text]).toEqual([201, 'true', first.text]);
    for (const answer of [await upload(key, two), await upload(key, one, 'Another text')]) {
      expect([answer.status, code(answer)]).toEqual([422, 'idempotency-key-reused']);
    }
    expect(await pictures()).toBe(before + 1);
  });

  it('makes one picture of ten identical uploads at once', async () => {
    const [key, content] = [randomUUID(), await jpeg()];
    const before = await pictures();
    const answers = await Promise.all(Array.from({ length: 10 }, () => upload(key, content)));
    expect(answers.filter((answer) => answer.status === 201 && !replayed(answer))).toHaveLength(1);
    expect(
      answers.filter(
        (answer) => answer.status !== 201 && code(answer) !== 'idempotency-in-progress',
      ),
    ).toEqual([]);
    expect(await pictures()).toBe(before + 1);
    expect(replayed(await upload(key, content))).toBe('true');
  });

  it('is free again after a file that is no picture', async () => {
    const key = randomUUID();
    expect((await upload(key, Buffer.from('words '.repeat(100)))).status).toBe(415);
    expect((await upload(key, await jpeg())).status).toBe(201);
  });
});
