import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AddressInfo } from 'node:net';
import { sampleApp } from './sample-app.js';

describe('an upload', () => {
  let app: NestFastifyApplication;
  let authorization: string;
  let address: string;

  beforeAll(async () => {
    const sample = await sampleApp();
    app = sample.app;
    authorization = sample.token();
    await app.listen(0, '127.0.0.1');
    address = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/v1/notes/files`;
  });
  afterAll(() => app.close());

  const send = async (parts: [string, string | Blob, string?][]) => {
    const form = new FormData();
    for (const [name, value, filename] of parts) {
      if (typeof value === 'string') {
        form.append(name, value);
      } else {
        form.append(name, value, filename);
      }
    }
    const answer = await fetch(address, { method: 'POST', headers: { authorization }, body: form });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const file = (bytes: number): Blob => new Blob([Buffer.alloc(bytes, 1)]);

  it('streams the file and reads fields before and after it', async () => {
    expect(
      await send([
        ['altText', 'cat'],
        ['file', file(10), 'a.png'],
      ]),
    ).toEqual({ status: 201, body: { city: 'a.png 10 cat' } });
    expect(
      await send([
        ['file', file(1000), '고양이.png'],
        ['altText', 'cat'],
      ]),
    ).toEqual({ status: 201, body: { city: '고양이.png 1000 cat' } });
  });

  it('takes its fields composed and in their form, before the file and after it', async () => {
    const composed = { city: 'a.png 1 값'.normalize('NFC') };
    const field: [string, string] = ['altText', ' 값 '.normalize('NFD')];
    const picture: [string, Blob, string] = ['file', file(1), 'a.png'];
    expect((await send([field, picture])).body).toEqual(composed);
    expect((await send([picture, field])).body).toEqual(composed);
  });

  it.each([
    ['latin-1', Buffer.from('caf\xe9', 'latin1')],
    ['EUC-KR', Buffer.from([0xb8, 0xb6, 0xb7, 0xe7])],
    ['a sequence that is too long', Buffer.from([0x61, 0xc0, 0xaf])],
    ['a syllable cut in two', Buffer.from('마루').subarray(0, 4)],
    ['half a surrogate pair', Buffer.from([0xed, 0xa0, 0x80])],
  ])('with a field in %s is refused, wherever it stands', async (_name, text) => {
    const part = (head: string, body: Buffer): Buffer =>
      Buffer.concat([
        Buffer.from(`--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
        body,
        Buffer.from('\r\n'),
      ]);
    const field = part('name="altText"', text);
    const picture = part('name="file"; filename="a.png"', Buffer.from('png'));
    for (const parts of [
      [field, picture],
      [picture, field],
    ]) {
      const answer = await fetch(address, {
        method: 'POST',
        headers: { authorization, 'content-type': 'multipart/form-data; boundary=b' },
        body: Buffer.concat([...parts, Buffer.from('--b--\r\n')]),
      });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({
        code: 'validation-failed',
        errors: [{ pointer: '/altText', code: 'unsupported-character' }],
      });
    }
  });

  it('knows no path of the client', async () => {
    expect((await send([['file', file(1), '../../etc/passwd']])).body).toEqual({
      city: 'passwd 1 -',
    });
  });

  it('that is too large is refused, and the next one on the connection works', async () => {
    for (const bytes of [1001, 3_000_000]) {
      expect(await send([['file', file(bytes), 'a.png']])).toMatchObject({
        status: 413,
        body: { code: 'payload-too-large' },
      });
      expect(await send([['file', file(5), 'a.png']])).toMatchObject({ status: 201 });
    }
  });

  it.each([
    ['without a file', [['altText', 'x']], '/file', 'required'],
    ['with the file in another part', [['picture', file(1), 'a.png']], '/file', 'required'],
    [
      'with an unknown field',
      [
        ['other', 'x'],
        ['file', file(1), 'a.png'],
      ],
      '/other',
      'unknown-field',
    ],
    [
      'with an unknown field after the file',
      [
        ['file', file(1), 'a.png'],
        ['other', 'x'],
      ],
      '/other',
      'unknown-field',
    ],
    [
      'with a field that is too long',
      [
        ['file', file(1), 'a.png'],
        ['altText', 'x'.repeat(11)],
      ],
      '/altText',
      'too-long',
    ],
    [
      'with a field twice',
      [
        ['altText', 'x'],
        ['altText', 'y'],
        ['file', file(1), 'a.png'],
      ],
      '/altText',
      'repeated-field',
    ],
  ] as [string, [string, string | Blob, string?][], string, string][])(
    '%s is refused',
    async (_name, parts, pointer, code) => {
      expect(await send(parts)).toMatchObject({
        status: 400,
        body: { code: 'validation-failed', errors: [{ pointer, code }] },
      });
    },
  );

  it('with a second file is refused', async () => {
    expect(
      (
        await send([
          ['file', file(1), 'a.png'],
          ['file', file(1), 'b.png'],
        ])
      ).status,
    ).toBeGreaterThanOrEqual(400);
    expect(
      (
        await send([
          ['file', file(1), 'a.png'],
          ['file', file(1), 'b.png'],
        ])
      ).status,
    ).toBeLessThan(500);
  });

  const raw = (type: string, payload: string) =>
    app.inject({
      method: 'POST',
      url: '/v1/notes/files',
      headers: { authorization, 'content-type': type },
      payload,
    });

  it('that is no form is refused with 415', async () => {
    expect((await raw('application/json', '{}')).statusCode).toBe(415);
    expect((await raw('image/png', 'x')).statusCode).toBe(415);
  });

  it.each([
    ['multipart/form-data', 'x'],
    ['multipart/form-data; boundary=b', ''],
    ['multipart/form-data; boundary=b', 'nonsense'],
    [
      'multipart/form-data; boundary=b',
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nxyz',
    ],
    [
      'multipart/form-data; boundary=b',
      '--b\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\nx\r\n--b--\r\n',
    ],
  ])('of type %s with the broken body %j is refused', async (type, payload) => {
    expect((await raw(type, payload)).json()).toMatchObject({
      status: 400,
      code: 'validation-failed',
    });
  });
});
