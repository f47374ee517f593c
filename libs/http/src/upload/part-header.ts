import type { FieldError } from '#libs/kernel';
import { isUtf8Name } from '../request/body-coding.js';

/** Why a part can't be read. */
export type PartFault = Pick<FieldError, 'code' | 'detail'>;

/** What the header of a part says of it. */
export interface PartHeader {
  /** What the form calls the part; empty when it has no name. */
  readonly name: string;
  /** What the client calls the file; `undefined` when the part is a text. Never a path. */
  readonly filename: string | undefined;
  readonly fault: PartFault | undefined;
}

const PARAMETER = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/gs;

/** `filename*` of RFC 6266: a charset, a language, and bytes in percent-encoding. */
const EXTENDED = /^([^']*)'[^']*'(.*)$/s;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The bytes as UTF-8; `undefined` when they are something else. */
export function utf8Text(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The parameters of a header, by their names in lower case. */
export function parametersOf(value: string): ReadonlyMap<string, string> {
  return new Map(
    Array.from(value.matchAll(PARAMETER), ([, name = '', quoted, bare = '']) => [
      name.toLowerCase(),
      quoted === undefined ? bare.trim() : quoted.replace(/\\(["\\])/g, '$1'),
    ]),
  );
}

/**
 * Reads the header of a part. Forms are in UTF-8 as JSON bodies are: texts and filenames in another charset, and parts
 * in a transfer encoding, are refused rather than guessed.
 *
 * @param header values by name, each byte as one character
 */
export function readPartHeader(header: object): PartHeader {
  const type = firstOf(header, 'content-type');
  const given = parametersOf(firstOf(header, 'content-disposition'));
  const name = utf8Text(bytesOf(given.get('name') ?? '')) ?? '';
  const isFile = given.has('filename') || given.has('filename*');
  const encoded = encodingFault(firstOf(header, 'content-transfer-encoding'));
  if (!isFile) {
    return { name, filename: undefined, fault: encoded ?? textFault(type) };
  }
  const named = filenameOf(given);
  return typeof named === 'string'
    ? { name, filename: baseName(named), fault: encoded }
    : { name, filename: '', fault: encoded ?? named };
}

function filenameOf(given: ReadonlyMap<string, string>): string | PartFault {
  const extended = given.get('filename*');
  if (extended === undefined) {
    return utf8Text(bytesOf(given.get('filename') ?? '')) ?? NOT_UTF8;
  }
  const [, charset = '', encoded = ''] = EXTENDED.exec(extended) ?? [];
  if (charset === '') {
    return { code: 'invalid-format', detail: 'Its `filename*` must begin with a charset.' };
  }
  return isUtf8Name(charset)
    ? (utf8Text(bytesOf(percentDecoded(encoded))) ?? NOT_UTF8)
    : charsetFault(charset);
}

const NOT_UTF8: PartFault = {
  code: 'unsupported-character',
  detail: 'Its filename must be text in UTF-8.',
};

function textFault(contentType: string): PartFault | undefined {
  const [type = ''] = contentType.split(';');
  if (!/^(?:text\/|$)/i.test(type.trim())) {
    return { code: 'wrong-type', detail: 'It must be plain text.' };
  }
  const charset = parametersOf(contentType.slice(type.length)).get('charset') ?? '';
  return isUtf8Name(charset) ? undefined : charsetFault(charset);
}

function charsetFault(charset: string): PartFault {
  const detail = `It must be text in UTF-8, not in the charset "${printable(charset)}".`;
  return { code: 'unsupported-charset', detail };
}

function encodingFault(encoding: string): PartFault | undefined {
  return /^(?:7bit|8bit|binary|)$/i.test(encoding.trim())
    ? undefined
    : {
        code: 'unsupported-encoding',
        detail: `It must not be in the transfer encoding "${printable(encoding)}".`,
      };
}

function firstOf(header: object, name: string): string {
  const values: unknown = Reflect.get(header, name);
  const first: unknown = Array.isArray(values) ? values[0] : undefined;
  return typeof first === 'string' ? first : '';
}

function percentDecoded(text: string): string {
  return text.replace(/%([\da-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function printable(text: string): string {
  return text.replace(/[^ -~]/g, '?').slice(0, 40);
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

function baseName(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return /^\.{1,2}$/.test(name) ? '' : name;
}
