import { MAX_NAME, pictureName } from './media.js';
import {
  foldersOf,
  movesTo,
  newUploadKey,
  processedAt,
  rawKeyOf,
  storageKeyOf,
} from './media-key.js';

describe('the name of a picture', () => {
  it.each([
    ['마루.jpg', '마루.jpg'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\mina\\cat.png', 'cat.png'],
    ['a\0b\r\nc.gif', 'abc.gif'],
    ['lone\ud800.png', 'lone.png'],
    ['마루.jpg'.normalize('NFD'), '마루.jpg'],
    ['\u202egpj.cat\u2028.jpg', 'gpj.cat.jpg'],
    ['caf\ufffd.png', 'caf.png'],
    ['  ', 'picture'],
    ['\u3164\u200b', 'picture'],
    ['', 'picture'],
    ['../../', 'picture'],
    ['..', 'picture'],
    ['...', 'picture'],
    ['..\\..\\.ssh/.profile', '.profile'],
    ['/etc/passwd\0.png', 'passwd.png'],
  ])('%j becomes %j', (given, name) => {
    expect(pictureName(given)).toBe(name);
  });

  it('is cut by code points', () => {
    expect(pictureName('🏠'.repeat(300))).toBe('🏠'.repeat(MAX_NAME));
  });
});

describe('the place of a medium', () => {
  it('is new and unguessable each time', () => {
    const keys = new Set(Array.from({ length: 100 }, newUploadKey));

    expect(keys.size).toBe(100);
    expect(newUploadKey()).toMatch(/^incoming\/[0-9a-f]{32}$/);
  });

  it('is in public only of what is for everyone, where the store serves it itself', () => {
    const raw = newUploadKey();
    const name = raw.slice('incoming/'.length);

    expect(processedAt(raw, 'public', true)).toBe(`public/${name}`);
    expect(processedAt(raw, 'public', false)).toBe(`private/${name}`);
    expect(processedAt(raw, 'private', true)).toBe(`private/${name}`);
  });

  it.each([
    ['private', 'public', true, 'public'],
    ['private', 'public', false, undefined],
    ['private', 'private', true, undefined],
    ['public', 'public', true, undefined],
    ['public', 'public', false, undefined],
    ['public', 'private', true, 'private'],
    ['public', 'private', false, 'private'],
    ['private/withheld', 'private', true, undefined],
    ['private/withheld', 'public', true, 'public'],
  ] as const)(
    'in %s, when it is %s (store serves: %s), moves to %s',
    (folder, shelf, serves, to) => {
      expect(movesTo({ storageKey: `${folder}/${'a'.repeat(32)}`, shelf }, serves)).toBe(to);
    },
  );

  it('is one of a few for each name', () => {
    const raw = newUploadKey();
    const name = raw.slice('incoming/'.length);

    expect(rawKeyOf(`public/${name}`)).toBe(raw);
    expect(foldersOf(`private/withheld/${name}`)).toEqual([
      `public/${name}/`,
      `private/${name}/`,
      `private/withheld/${name}/`,
    ]);
  });

  it('is recognised in the keys of objects, and others are left alone', () => {
    const name = 'a'.repeat(32);

    expect(storageKeyOf(`public/${name}/original.jpg`)).toBe(`public/${name}`);
    expect(storageKeyOf(`incoming/${name}`)).toBe(`incoming/${name}`);
    expect(storageKeyOf(`private/withheld/${name}/original.jpg`)).toBe(`private/withheld/${name}`);
    expect(storageKeyOf('private/exports/1.zip')).toBeUndefined();
    expect(storageKeyOf(`private/${name}1/x`)).toBeUndefined();
  });
});
