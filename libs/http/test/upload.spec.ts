import { file, type UploadStage, uploadStage } from './upload-stage.js';

describe('an upload', () => {
  let stage: UploadStage;

  beforeAll(async () => {
    stage = await uploadStage();
  });
  afterAll(() => stage.app.close());

  it('streams the file and reads fields before and after it', async () => {
    expect(
      await stage.send([
        ['altText', 'cat'],
        ['file', file(10), 'a.png'],
      ]),
    ).toEqual({ status: 201, body: { city: 'a.png 10 cat' } });
    expect(
      await stage.send([
        ['file', file(1000), '고양이.png'],
        ['altText', 'cat'],
      ]),
    ).toEqual({ status: 201, body: { city: '고양이.png 1000 cat' } });
  });

  it('takes its fields composed and in their form, before the file and after it', async () => {
    const composed = { city: 'a.png 1 값'.normalize('NFC') };
    const field: [string, string] = ['altText', ' 값 '.normalize('NFD')];
    const picture: [string, Blob, string] = ['file', file(1), 'a.png'];
    expect((await stage.send([field, picture])).body).toEqual(composed);
    expect((await stage.send([picture, field])).body).toEqual(composed);
  });

  it('knows no path of the client', async () => {
    expect((await stage.send([['file', file(1), '../../etc/passwd']])).body).toEqual({
      city: 'passwd 1 -',
    });
  });

  it('that is too large is refused, and the next one on the connection works', async () => {
    for (const bytes of [1001, 3_000_000]) {
      expect(await stage.send([['file', file(bytes), 'a.png']])).toMatchObject({
        status: 413,
        body: { code: 'payload-too-large' },
      });
      expect(await stage.send([['file', file(5), 'a.png']])).toMatchObject({ status: 201 });
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
      expect(await stage.send(parts)).toMatchObject({
        status: 400,
        body: { code: 'validation-failed', errors: [{ pointer, code }] },
      });
    },
  );

  it('with a second file is refused', async () => {
    const picture: [string, Blob, string] = ['file', file(1), 'a.png'];
    expect(await stage.send([picture, picture])).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/file', code: 'repeated-field' }] },
    });
  });

  const raw = (type: string, payload: string) =>
    stage.app.inject({
      method: 'POST',
      url: '/v1/notes/files',
      headers: { authorization: stage.authorization, 'content-type': type },
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
