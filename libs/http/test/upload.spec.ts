import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type AddressInfo, connect } from 'node:net';
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

  /** Sends parts of which each is a header and bytes, with nothing in between that corrects them. */
  const sendParts = async (...parts: [header: string | Buffer, content: string | Buffer][]) => {
    const body = parts.flatMap(([header, content]) => [
      Buffer.from('--b\r\nContent-Disposition: form-data; '),
      Buffer.from(header),
      Buffer.from('\r\n\r\n'),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]);
    const answer = await fetch(address, {
      method: 'POST',
      headers: { authorization, 'content-type': 'multipart/form-data; boundary=b' },
      body: Buffer.concat([...body, Buffer.from('--b--\r\n')]),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const PICTURE: [string, string] = ['name="file"; filename="a.png"', 'png'];

  it.each([
    ['latin-1', Buffer.from('caf\xe9', 'latin1')],
    ['EUC-KR', Buffer.from([0xb8, 0xb6, 0xb7, 0xe7])],
    ['a sequence that is too long', Buffer.from([0x61, 0xc0, 0xaf])],
    ['a syllable cut in two', Buffer.from('마루').subarray(0, 4)],
    ['half a surrogate pair', Buffer.from([0xed, 0xa0, 0x80])],
  ])('with a field in %s is refused, wherever it stands', async (_name, text) => {
    for (const fields of [
      [['name="altText"', text], PICTURE],
      [PICTURE, ['name="altText"', text]],
    ] satisfies Parameters<typeof sendParts>[]) {
      expect(await sendParts(...fields)).toMatchObject({
        status: 400,
        body: {
          code: 'validation-failed',
          errors: [{ pointer: '/altText', code: 'unsupported-character' }],
        },
      });
    }
  });

  it.each([
    ['text/plain; charset=euc-kr', Buffer.from([0xb8, 0xb6, 0xb7, 0xe7])],
    ['text/plain; charset=EUC-KR', 'maru'],
    ['text/plain;charset="shift_jis"', Buffer.from([0x83, 0x7d])],
    ['text/plain; format=flowed; charset=gb18030', Buffer.from([0xc2, 0xed])],
    // These are ASCII to the eye of who doesn't look at the charset.
    ['text/plain; charset=iso-2022-kr', '\x1b$)C\x0e86'],
    ['text/plain; charset=utf-7', '+uMi4KA-'],
    ['text/plain; charset=hz-gb-2312', '~{Bm~}'],
    ['text/plain; charset=utf-16le', Buffer.from('마루', 'utf16le')],
    ['text/plain; charset=windows-1252', Buffer.from([0x63, 0xe9])],
    ['text/html; charset=nobody-knows', 'maru'],
  ])('with a field of type %s is refused, wherever it stands', async (type, text) => {
    const field: [string, string | Buffer] = [`name="altText"\r\nContent-Type: ${type}`, text];
    for (const fields of [
      [field, PICTURE],
      [PICTURE, field],
    ] satisfies Parameters<typeof sendParts>[]) {
      expect(await sendParts(...fields)).toMatchObject({
        status: 400,
        body: {
          code: 'validation-failed',
          errors: [{ pointer: '/altText', code: 'unsupported-charset' }],
        },
      });
    }
  });

  it.each(['', '; charset=utf-8', '; charset="UTF-8"', ';charset=UTF8', '; charset=us-ascii'])(
    'takes a field of type text/plain%s as UTF-8',
    async (parameter) => {
      const header = `name="altText"\r\nContent-Type: text/plain${parameter}`;
      const answer = await sendParts([header, '마루'], PICTURE);
      expect(answer).toEqual({ status: 201, body: { city: 'a.png 3 마루' } });
    },
  );

  it.each([
    ['Content-Transfer-Encoding: base64', 'bWFydQ==', 'unsupported-encoding'],
    ['Content-Transfer-Encoding: quoted-printable', 'ma=72u', 'unsupported-encoding'],
    ['Content-Type: application/json', '"maru"', 'wrong-type'],
    ['Content-Type: application/octet-stream', 'maru', 'wrong-type'],
  ])('with a field under %s is refused', async (line, text, code) => {
    expect(await sendParts([`name="altText"\r\n${line}`, text], PICTURE)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/altText', code }] },
    });
  });

  it('does not listen to a field that names a charset for the others', async () => {
    expect(await sendParts(['name="_charset_"', 'euc-kr'], PICTURE)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/_charset_', code: 'unknown-field' }] },
    });
  });

  it.each([
    [`filename*=UTF-8''%EB%A7%88%EB%A3%A8.png`, '마루.png'],
    [`filename="x.png"; filename*=utf-8'ko'%EB%A7%88.png`, '마.png'],
    [`filename*=us-ascii''maru.png; filename="x.png"`, 'maru.png'],
    ['filename="마루.png"', '마루.png'],
    ['filename=maru.png', 'maru.png'],
    ['filename="say \\"maru\\".png"', 'say "maru".png'],
    ['filename="C:\\fakepath\\maru.png"', 'maru.png'],
    [`filename*=UTF-8''..%2F..%2Fmaru.png`, 'maru.png'],
  ])('takes a file with %s', async (parameter, name) => {
    expect(await sendParts([`name="file"; ${parameter}`, 'png'])).toEqual({
      status: 201,
      body: { city: `${name} 3 -` },
    });
  });

  it.each([
    [`filename*=euc-kr''%B8%B6.png`, 'unsupported-charset'],
    [`filename="a.png"; filename*=iso-8859-1''%E9.png`, 'unsupported-charset'],
    [`filename*=UTF-8''%B8%B6.png`, 'unsupported-character'],
    [`filename*=maru.png`, 'invalid-format'],
    [Buffer.from('filename="caf\xe9.png"', 'latin1'), 'unsupported-character'],
    ['filename="a.png"\r\nContent-Transfer-Encoding: base64', 'unsupported-encoding'],
  ])('with a file that has %s is refused', async (parameter, code) => {
    const header = Buffer.concat([Buffer.from('name="file"; '), Buffer.from(parameter)]);
    expect(await sendParts([header, 'png'])).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/file', code }] },
    });
  });

  it('hears of all that is refused at once, before the file and behind it', async () => {
    const answer = await sendParts(
      ['name="other"', 'x'],
      ['name="altText"\r\nContent-Type: text/plain; charset=euc-kr', 'x'],
      ['name="cover"; filename="b.png"', 'png'],
      ['name="file"; filename*=big5\'\'x', 'png'],
      ['name="more"', 'y'],
    );
    expect([answer.status, answer.body['code']]).toEqual([400, 'validation-failed']);
    expect(answer.body['errors']).toEqual(
      [
        ['/other', 'unknown-field'],
        ['/altText', 'unsupported-charset'],
        ['/cover', 'unknown-field'],
        ['/file', 'unsupported-charset'],
        ['/more', 'unknown-field'],
      ].map(([pointer, code]) => ({ pointer, code, detail: expect.any(String) })),
    );
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
    [
      'with a text as a file',
      [
        ['altText', file(1), 'a.png'],
        ['file', file(1), 'a.png'],
      ],
      '/altText',
      'wrong-type',
    ],
    [
      'with another file',
      [
        ['picture', file(1), 'a.png'],
        ['file', file(1), 'a.png'],
      ],
      '/picture',
      'unknown-field',
    ],
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

  it('is taken when all that its sender announced has come', async () => {
    const form =
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nx\r\n--b--\r\n';
    const behind = 'nothing';
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    let answer = '';
    const first = new Promise<void>((resolve) => {
      socket.on('data', (bytes: Buffer) => {
        answer += bytes.toString();
        resolve();
      });
    });
    socket.write(
      `POST /v1/notes/files HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${form.length + behind.length}\r\n\r\n${form}`,
    );
    // Others that came later are answered.
    for (let i = 0; i < 5; i += 1) {
      expect((await send([['file', file(1), 'b.png']])).status).toBe(201);
    }
    expect(answer).toBe('');
    socket.write(behind);
    await first;
    socket.destroy();
    expect(answer).toContain('201 Created');
  });

  it('with a second file is refused', async () => {
    const picture: [string, Blob, string] = ['file', file(1), 'a.png'];
    expect(await send([picture, picture])).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/file', code: 'repeated-field' }] },
    });
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
