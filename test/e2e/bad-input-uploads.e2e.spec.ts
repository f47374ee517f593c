import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { eventually } from '../../libs/testing/src/eventually.js';
import type { Expected } from './support/broken-requests.js';
import { type Operation, operations } from './support/operations.js';
import { type Person, person } from './support/people.js';
import { errorsLogged } from './support/program-log.js';
import { complaintAbout } from './support/refusals.js';
import { jpeg } from './support/things.js';
import { call, form, type Part, send, sendBytes } from './support/wire.js';

const uploads = operations.filter(({ upload }) => upload !== undefined);
const each = uploads.map((operation) => [operation.name, operation] as const);

const INVALID: Expected = { statuses: [400], codes: ['validation-failed'] };
const NO_PICTURE: Expected = { statuses: [415], codes: ['unsupported-media-type'] };
const BROKEN: Expected = { statuses: [422], codes: ['media-unreadable'] };
const TOO_LARGE: Expected = { statuses: [413], codes: ['payload-too-large'] };

/** Content of every file that these tests sent. */
const sent: Buffer[] = [];

function file(content: Buffer | string, filename = 'a.jpg', type = 'image/jpeg'): Part {
  sent.push(typeof content === 'string' ? Buffer.from(content) : content);
  return { name: 'file', filename, type, content };
}

let painter: Person;
let photo: Buffer;
let huge: Buffer;
let accepted = 0;

beforeAll(async () => {
  painter = await person('painter');
  photo = await jpeg();
  huge = await sharp({ create: { width: 8_000, height: 7_000, channels: 3, background: 'red' } })
    .png({ compressionLevel: 1, palette: true })
    .toBuffer();
});

afterAll(async () => {
  // Nothing of all this was an error of the service.
  expect(await errorsLogged()).toEqual([]);
});

/** The file, and what must come of it. */
const FILES: readonly (readonly [name: string, part: () => Part, expected: Expected])[] = [
  ['an empty file', () => file(''), NO_PICTURE],
  ['one byte', () => file('x'), NO_PICTURE],
  ['text that is called a JPEG', () => file('These are notes.\n'.repeat(50)), NO_PICTURE],
  ['a page', () => file('<!doctype html><script>alert(1)</script>'.repeat(20)), NO_PICTURE],
  [
    'an SVG',
    () => file('<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.svg', 'image/svg+xml'),
    NO_PICTURE,
  ],
  ['an archive', () => file(Buffer.from(`PK\x03\x04${'\0'.repeat(500)}`, 'latin1')), NO_PICTURE],
  ['a program', () => file(Buffer.from(`MZ${'\0'.repeat(500)}`, 'latin1')), NO_PICTURE],
  ['a PDF', () => file(`%PDF-1.7\n${'0 '.repeat(500)}`), NO_PICTURE],
  ['a TIFF', () => file(Buffer.from(`II*\0${'\0'.repeat(500)}`, 'latin1')), NO_PICTURE],
  ['zeros', () => file(Buffer.alloc(5_000)), NO_PICTURE],
  ['half a JPEG', () => file(photo.subarray(0, Math.floor(photo.length / 2))), BROKEN],
  ['the first bytes of a JPEG', () => file(photo.subarray(0, 30)), BROKEN],
  [
    'a JPEG of noise',
    () => file(Buffer.concat([photo.subarray(0, 20), Buffer.alloc(3_000, 7)])),
    BROKEN,
  ],
  [
    'the signature of a PNG',
    () => file(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')),
    { statuses: [415, 422] },
  ],
  ['the signature of a GIF', () => file('GIF89a'), { statuses: [415, 422] }],
  ['the signature of a WebP', () => file('RIFF\x10\0\0\0WEBPVP8 '), { statuses: [415, 422] }],
  ['56 megapixels', () => file(huge), { statuses: [422], codes: ['too-many-pixels'] }],
  [
    'a byte more than 15 MB',
    () => file(Buffer.concat([photo, Buffer.alloc(15 * 1024 * 1024 + 1 - photo.length)])),
    TOO_LARGE,
  ],
  ['30 MB', () => file(Buffer.concat([photo, Buffer.alloc(30 * 1024 * 1024)])), TOO_LARGE],
];

/** Forms around a good picture, or around none. */
const FORMS: readonly (readonly [name: string, parts: () => Part[], expected: Expected])[] = [
  ['nothing', () => [], { ...INVALID, pointer: '/file' }],
  ['only text fields', () => [{ name: 'zzz', content: 'x' }], INVALID],
  [
    'the file in a wrong part',
    () => [{ ...file(photo), name: 'picture' }],
    { ...INVALID, pointer: '/file' },
  ],
  ['the file as a text field', () => [{ name: 'file', content: photo }], INVALID],
  ['two files', () => [file(photo), file(photo)], INVALID],
  ['a file in another part too', () => [file(photo), { ...file(photo), name: 'other' }], INVALID],
  [
    'an unknown field before the file',
    () => [{ name: 'surprise', content: 'x' }, file(photo)],
    { ...INVALID, pointer: '/surprise' },
  ],
  [
    'an unknown field after the file',
    () => [file(photo), { name: 'surprise', content: 'x' }],
    { ...INVALID, pointer: '/surprise' },
  ],
  ['the field __proto__', () => [{ name: '__proto__', content: 'x' }, file(photo)], INVALID],
  ['the field constructor', () => [{ name: 'constructor', content: 'x' }, file(photo)], INVALID],
  ['a field without a name', () => [{ name: '', content: 'x' }, file(photo)], INVALID],
  [
    'fifty fields',
    () => [...Array.from({ length: 50 }, (_, i) => ({ name: `f${i}`, content: 'x' })), file(photo)],
    { statuses: [400, 413] },
  ],
  [
    'a field of 100 KB',
    () => [{ name: 'zzz', content: 'x'.repeat(100_000) }, file(photo)],
    { statuses: [400, 413] },
  ],
];

describe.each(each)('%s', (_name, operation) => {
  test.each(FILES)('refuses %s', async (name, part, expected) => {
    expect(await complaint(operation, name, [part()], expected)).toBeUndefined();
  });

  test.each(FORMS)('refuses a form with %s', async (name, parts, expected) => {
    expect(await complaint(operation, name, parts(), expected)).toBeUndefined();
  });

  for (const [name, parts, expected] of textFieldCases(operation)) {
    test(`refuses ${name}`, async () => {
      expect(await complaint(operation, name, parts(), expected)).toBeUndefined();
    });
  }

  test.each([
    ['JSON', { 'content-type': 'application/json' }, '{}', NO_PICTURE],
    ['no type', {}, 'x', NO_PICTURE],
    ['bare bytes', { 'content-type': 'image/jpeg' }, 'x', NO_PICTURE],
    [
      'another multipart',
      { 'content-type': 'multipart/mixed; boundary=b' },
      '--b--\r\n',
      NO_PICTURE,
    ],
    [
      'no boundary',
      { 'content-type': 'multipart/form-data' },
      '--b--\r\n',
      { statuses: [400, 415] },
    ],
    [
      'a boundary that never comes',
      { 'content-type': 'multipart/form-data; boundary=z' },
      'x'.repeat(500),
      INVALID,
    ],
    [
      'an endless boundary',
      { 'content-type': `multipart/form-data; boundary=${'b'.repeat(5_000)}` },
      'x',
      { statuses: [400, 415] },
    ],
    ['no bytes at all', { 'content-type': 'multipart/form-data; boundary=z' }, '', INVALID],
  ] as [string, Record<string, string>, string, Expected][])(
    'refuses %s',
    async (name, headers, body, expected) => {
      const request = { ...requestOf(operation), headers: { ...asPerson(), ...headers }, body };
      expect(await complaintAbout(operation, { name, request, expected })).toBeUndefined();
    },
  );

  it('refuses a form that ends too early', async () => {
    const { headers, body } = form(file(photo));
    for (const cut of [body.length - 10, body.length - photo.length, 60, 10]) {
      const name = `${cut} of ${body.length} bytes`;
      const request = {
        ...requestOf(operation),
        headers: { ...asPerson(), ...headers },
        body: body.subarray(0, cut),
      };
      expect(
        await complaintAbout(operation, { name, request, expected: { statuses: [400, 422] } }),
      ).toBeUndefined();
    }
  });

  test.each([
    ['a path', '../../../etc/passwd'],
    ['a NUL', 'a%00.jpg'],
    ['a page', '<script>.jpg'],
    ['wide letters', `${'𠮷'.repeat(300)}.jpg`],
    ['nothing', ''],
    ['a wrong ending', 'a.exe'],
  ])('takes a good picture whose name is %s', async (name, filename) => {
    const parts = [file(photo, filename, 'text/html')];
    expect(await complaint(operation, name, parts, { statuses: [200, 201] })).toBeUndefined();
    // A replaced profile picture stays among the images for a day.
    accepted += 1;
  });

  it('survives a sender who goes away in the middle', async () => {
    const { headers, body } = form(file(photo));
    const request = (sent: Buffer): Buffer =>
      Buffer.concat([
        Buffer.from(
          `${operation.method} ${operation.path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${painter.token}\r\nContent-Type: ${headers['content-type'] ?? ''}\r\nContent-Length: ${body.length + 10_000}\r\n\r\n`,
        ),
        sent,
      ]);
    for (const part of [0, 1, 100, body.length - 5, body.length]) {
      await sendBytes(request(body.subarray(0, part)), { abort: true });
    }
    expect((await send({ method: 'GET', target: '/health/ready' })).status).toBe(200);
  });
});

describe('what is left', () => {
  it('is no row but those of the accepted pictures', async () => {
    const items = await eventually(
      async () => {
        const page = await call('GET', '/v1/me/images?limit=100', { token: painter.token });
        return page['items'] as { status: string }[];
      },
      (found) => found.every(({ status }) => status !== 'processing'),
    );
    expect(items.map(({ status }) => status)).toEqual(
      Array.from({ length: accepted }, () => 'ready'),
    );
  });

  it('is no file that was refused', async () => {
    await eventually(incomingOfMine, (names) => names.length === 0);
  });
});

/** Raw uploads that hold a file of these tests or its beginning. Others may be uploading at the same time. */
async function incomingOfMine(): Promise<string[]> {
  const folder = join(process.env['MARU_DATA_DIR']!, 'media', 'incoming');
  const names = await readdir(folder).catch(() => []);
  const mine = await Promise.all(
    names.map(async (name) => {
      const content = await readFile(join(folder, name)).catch(() => undefined);
      return (
        content !== undefined &&
        sent.some((whole) => whole.subarray(0, content.length).equals(content))
      );
    }),
  );
  return names.filter((_, i) => mine[i]);
}

/** Every text field beside the file, broken as its schema allows. */
function textFieldCases({ upload = [] }: Operation): [string, () => Part[], Expected][] {
  return upload.flatMap(({ name, schema }) => {
    const beside = (content: string | Buffer) => (): Part[] => [{ name, content }, file(photo)];
    const after = (content: string | Buffer) => (): Part[] => [file(photo), { name, content }];
    const named = { ...INVALID, pointer: `/${name}` };
    const limit = schema.maxLength ?? 0;
    const cases: [string, () => Part[], Expected][] = [
      [`/${name} that is too long`, beside('x'.repeat(limit + 1)), named],
      [`/${name} that is too long, after the file`, after('x'.repeat(limit + 1)), named],
      [`/${name} with a wide letter too many`, beside('𠮷'.repeat(limit + 1)), named],
      [`/${name} with NUL`, beside('a\0b'), named],
      [`/${name} twice`, () => [...beside('a')(), { name, content: 'b' }], named],
      [`/${name} as a file`, () => [{ ...file('x'), name }, file(photo)], INVALID],
    ];
    return schema.minLength ? [...cases, [`/${name} that is empty`, beside(''), named]] : cases;
  });
}

function complaint(
  operation: Operation,
  name: string,
  parts: readonly Part[],
  expected: Expected,
): Promise<string | undefined> {
  const { headers, body } = form(...parts);
  const request = { ...requestOf(operation), headers: { ...asPerson(), ...headers }, body };
  return complaintAbout(operation, { name, request, expected });
}

function requestOf({ method, path }: Operation): { method: string; target: string } {
  return { method, target: path };
}

function asPerson(): Record<string, string> {
  return { authorization: `Bearer ${painter.token}` };
}
