import type { FastifyRequest } from 'fastify';
import { DomainError } from '#libs/kernel';
import { isStorableText } from '../fields/text-field.js';
import { PayloadTooLarge, UnsupportedMediaType } from '../problems/http.errors.js';
import { codingOf, isForm } from '../request/body-coding.js';
import { FORM_BYTES, FormReader } from './form.reader.js';
import { FormParts } from './form-parts.js';
import { IncomingUpload } from './incoming-upload.js';
import type { UploadOptions } from './upload.js';
import { uploadError } from './upload-error.js';

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
  if (!isForm(request)) {
    throw new DomainError(UnsupportedMediaType, {
      detail: 'The body must be multipart/form-data with the file in the part `file`.',
    });
  }
  const coding = codingOf(request);
  if (coding !== undefined) {
    throw new DomainError(UnsupportedMediaType, { detail: `The body must not be in ${coding}.` });
  }
  const { maxBytes } = options;
  if (Number(request.headers['content-length'] ?? 0) > maxBytes + FORM_BYTES) {
    throw new DomainError(PayloadTooLarge);
  }
  const reader = new FormReader(new FormParts(request.raw), options);
  const file = await reader.nextFile();
  if (file === undefined) {
    reader.refuse('file', { code: 'required', detail: 'The part `file` is missing.' });
  } else if (file.fault) {
    reader.refuse('file', file.fault);
  }
  if (file === undefined || reader.refuses) {
    await reader.skip(file);
    throw reader.refusal();
  }
  const { content, filename = '' } = file;
  const upload = new IncomingUpload({ filename: displayName(filename), content, maxBytes }, () =>
    restOf(reader),
  );
  Object.assign(upload.fields, reader.fields());
  return upload;
}

/** Reads what stands behind the file, and gives all text fields. */
async function restOf(reader: FormReader): Promise<object> {
  try {
    const second = await reader.nextFile();
    if (second) {
      reader.refuse('file', { code: 'repeated-field', detail: 'There can be one file only.' });
      await reader.skip(second);
    }
  } catch (error) {
    throw uploadError(error);
  }
  return reader.fields();
}

function displayName(filename: string): string {
  const name = isStorableText(filename) ? filename : filename.replace(/\0|\p{Surrogate}/gu, '');
  return Array.from(name).slice(0, 255).join('');
}
