import { type UploadStage, uploadStage } from './upload-stage.js';

describe('a part of a form', () => {
  let stage: UploadStage;

  beforeAll(async () => {
    stage = await uploadStage();
  });
  afterAll(() => stage.app.close());

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
    ] satisfies Parameters<UploadStage['sendParts']>[]) {
      expect(await stage.sendParts(...fields)).toMatchObject({
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
    ] satisfies Parameters<UploadStage['sendParts']>[]) {
      expect(await stage.sendParts(...fields)).toMatchObject({
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
      const answer = await stage.sendParts([header, '마루'], PICTURE);
      expect(answer).toEqual({ status: 201, body: { city: 'a.png 3 마루' } });
    },
  );

  it.each([
    ['Content-Transfer-Encoding: base64', 'bWFydQ==', 'unsupported-encoding'],
    ['Content-Transfer-Encoding: quoted-printable', 'ma=72u', 'unsupported-encoding'],
    ['Content-Type: application/json', '"maru"', 'wrong-type'],
    ['Content-Type: application/octet-stream', 'maru', 'wrong-type'],
  ])('with a field under %s is refused', async (line, text, code) => {
    expect(await stage.sendParts([`name="altText"\r\n${line}`, text], PICTURE)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/altText', code }] },
    });
  });

  it('does not listen to a field that names a charset for the others', async () => {
    expect(await stage.sendParts(['name="_charset_"', 'euc-kr'], PICTURE)).toMatchObject({
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
    expect(await stage.sendParts([`name="file"; ${parameter}`, 'png'])).toEqual({
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
    expect(await stage.sendParts([header, 'png'])).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/file', code }] },
    });
  });

  it('hears of all that is refused at once, before the file and behind it', async () => {
    const answer = await stage.sendParts(
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
});
