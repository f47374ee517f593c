import { MAX_NAME, uploadName } from './media.js';
import { foldersOf, newUploadKey, rawKeyOf, shelved, storageKeyOf } from './media-key.js';

describe('the name of an upload', () => {
  it.each([
    ['마루.jpg', '마루.jpg'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\mina\\cat.png', 'cat.png'],
    ['a\0b\r\nc.gif', 'abc.gif'],
    ['lone\ud800.png', 'lone.png'],
    ['  ', 'picture'],
    ['', 'picture'],
    [undefined, 'picture'],
  ])('%j becomes %j', (given, name) => {
    expect(uploadName(given)).toBe(name);
  });

  it('is cut by code points', () => {
    expect(uploadName('🏠'.repeat(300))).toBe('🏠'.repeat(MAX_NAME));
  });
});

describe('the place of a medium', () => {
  it('is new and unguessable each time', () => {
    const keys = new Set(Array.from({ length: 100 }, newUploadKey));

    expect(keys.size).toBe(100);
    expect(newUploadKey()).toMatch(/^incoming\/[0-9a-f]{32}$/);
  });

  it('keeps its name from shelf to shelf', () => {
    const raw = newUploadKey();
    const name = raw.slice('incoming/'.length);

    expect(shelved(raw, 'public')).toBe(`public/${name}`);
    expect(shelved(shelved(raw, 'public'), 'private')).toBe(`private/${name}`);
    expect(rawKeyOf(`public/${name}`)).toBe(raw);
    expect(shelved(`public/${name}`, 'withheld')).toBe(`private/withheld/${name}`);
    expect(shelved(`private/withheld/${name}`, 'public')).toBe(`public/${name}`);
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
