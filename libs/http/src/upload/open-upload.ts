import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#libs/kernel';
import { codingOf } from '../app/body-coding.js';
import { isStorableText } from '../fields/text-field.js';
import { PayloadTooLarge, UnsupportedMediaType } from '../http.errors.js';
import { invalid, readDto } from '../validation/read-dto.js';
import { IncomingUpload } from './incoming-upload.js';
import { uploadError } from './upload-error.js';
import type { UploadOptions } from './upload.js';

const MAX_FIELDS = 20;
const MAX_FIELD_BYTES = 64 * 1024;

/** Room for boundaries and fields around the file. */
export const FORM_BYTES = (MAX_FIELDS + 1) * MAX_FIELD_BYTES;

type Parts = AsyncIterableIterator<Multipart>;

const opened = new WeakMap<FastifyRequest, Promise<IncomingUpload>>();

/**
 * Reads a form up to its file. The same request gives the same upload.
 *
 * @throws DomainError `unsupported-media-type`, `validation-failed`, `payload-too-large`
 */
export function openUpload(
  request: FastifyRequest,
  options: UploadOptions,
): Promise<IncomingUpload> {
  const known = opened.get(request);
  if (known) {
    return known;
  }
  const upload = open(request, options).catch((error: unknown) => {
    throw uploadError(error);
  });
  opened.set(request, upload);
  return upload;
}

async function open(request: FastifyRequest, options: UploadOptions): Promise<IncomingUpload> {
  if (!request.isMultipart()) {
    throw new DomainError(UnsupportedMediaType, {
      detail: 'The body must be multipart/form-data with the file in the part `file`.',
    });
  }
  const coding = codingOf(request);
  if (coding !== undefined) {
    throw new DomainError(UnsupportedMediaType, { detail: `The body must not be in ${coding}.` });
  }
  if (Number(request.headers['content-length'] ?? 0) > options.maxBytes + FORM_BYTES) {
    throw new DomainError(PayloadTooLarge);
  }
  const parts: Parts = request.parts({
    limits: {
      fileSize: options.maxBytes,
      // One more than allowed, to refuse a second one by its name.
      files: 2,
      fields: MAX_FIELDS,
      fieldSize: MAX_FIELD_BYTES,
      parts: MAX_FIELDS + 2,
    },
  });
  const before: Record<string, string> = {};
  const part = await readFields(parts, before);
  if (part?.fieldname !== 'file') {
    throw invalid([{ pointer: '/file', code: 'required', detail: 'The part `file` is missing.' }]);
  }
  checkFields(options, before);
  const upload = new IncomingUpload(displayName(part.filename), part.file, async (fields) => {
    try {
      const second = await readFields(parts, fields);
      if (second) {
        second.file.resume();
        const pointer = `/${second.fieldname}`;
        throw invalid([{ pointer, code: 'repeated-field', detail: 'There can be one file only.' }]);
      }
    } catch (error) {
      throw uploadError(error);
    }
    checkFields(options, fields);
  });
  Object.assign(upload.fields, before);
  return upload;
}

/** Takes text fields up to the next file, and gives that file. */
async function readFields(
  parts: Parts,
  fields: Record<string, string>,
): Promise<Extract<Multipart, { type: 'file' }> | undefined> {
  for (;;) {
    const next = await parts.next();
    const part = next.done ? undefined : next.value;
    if (part?.type !== 'field') {
      return part;
    }
    const pointer = `/${part.fieldname}`;
    if (part.fieldname === 'file') {
      const detail = 'The part `file` has no filename: send it as a file.';
      throw invalid([{ pointer, code: 'wrong-type', detail }]);
    }
    if (Object.hasOwn(fields, part.fieldname)) {
      throw invalid([{ pointer, code: 'repeated-field', detail: 'It can be given once only.' }]);
    }
    if (typeof part.value !== 'string' || part.valueTruncated) {
      throw invalid([{ pointer, code: 'wrong-type', detail: 'It must be a short text.' }]);
    }
    // What is no UTF-8 has been replaced by U+FFFD on the way here; nobody types that.
    if (part.value.includes('\ufffd')) {
      throw invalid([
        { pointer, code: 'unsupported-character', detail: 'It must be text in UTF-8.' },
      ]);
    }
    fields[part.fieldname] = part.value;
  }
}

/** Refuses what the endpoint doesn't take, and brings the rest into its form. */
function checkFields(options: UploadOptions, fields: Record<string, string>): void {
  Object.assign(fields, readDto(options.fields ?? NoFields, fields, 'form'));
}

class NoFields {}

function displayName(filename: string): string {
  const name = isStorableText(filename) ? filename : filename.replace(/\0|\p{Surrogate}/gu, '');
  return Array.from(name).slice(0, 255).join('');
}
