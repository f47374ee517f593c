const KEY = /^(?:public|private|incoming)(?:\/[A-Za-z0-9][A-Za-z0-9._-]{0,127}){1,4}$/;
const FOLDER = /^(?:public|private|incoming)\/(?:[A-Za-z0-9][A-Za-z0-9._-]{0,127}\/){0,3}$/;

const TYPES: ReadonlyMap<string, string> = new Map([
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
  ['gif', 'image/gif'],
  ['avif', 'image/avif'],
  ['json', 'application/json'],
  ['zip', 'application/zip'],
]);

/**
 * Whether a text names an object: `public/…`, `private/…` or `incoming/…`, at most five parts of letters,
 * digits, `.`, `_` and `-`, none beginning with a dot. Nothing of that form can leave its folder on a disk.
 */
export function isObjectKey(text: string): boolean {
  return KEY.test(text);
}

/** @throws Error when the text is not the key of an object: keys are made by us, never by a client. */
export function assertObjectKey(key: string): void {
  if (!isObjectKey(key)) {
    throw new Error(`"${key}" is not the key of an object.`);
  }
}

/** @throws Error when the text is not a folder of objects: like a key, with a slash at its end. */
export function assertObjectFolder(prefix: string): void {
  if (!FOLDER.test(prefix)) {
    throw new Error(`"${prefix}" is not a folder of objects.`);
  }
}

/** Whether everyone may read the object at this key. */
export function isPublicKey(key: string): boolean {
  return key.startsWith('public/');
}

/** The media type that the name of an object says; `application/octet-stream` when it says none. */
export function contentTypeOf(key: string): string {
  const extension = /\.([a-z0-9]+)$/.exec(key)?.[1] ?? '';
  return TYPES.get(extension) ?? 'application/octet-stream';
}
