import { createHash } from 'node:crypto';
import { pipeline, type Readable, Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#libs/kernel';
import { PayloadTooLarge, UnsupportedMediaType } from '../http.errors.js';
import { invalid, readDto } from '../validation/read-dto.js';
import type { UploadOptions } from './upload.js';

const MAX_FIELDS = 20;
const MAX_FIELD_BYTES = 64 * 1024;

/** Room for boundaries and fields around the file. */
const FORM_BYTES = MAX_FIELDS * MAX_FIELD_BYTES;

/** A file that is being sent. */
export class IncomingUpload {
  /** The bytes, as they arrive. Ends with DomainError `payload-too-large` when they are too many. */
  readonly stream: Readable;
  /** Text fields: those before the file at first, all of them after `complete()`. */
  readonly fields: Record<string, string> = {};
  private readonly hash = createHash('sha256');
  private count = 0;
  private completion: Promise<Record<string, string>> | undefined;

  constructor(
    /** What the client calls the file: for people to read, never a path. At most 255 code points. */
    readonly filename: string,
    file: Readable,
    private readonly rest: (fields: Record<string, string>) => Promise<void>,
  ) {
    const meter = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.count += chunk.length;
        this.hash.update(chunk);
        done(null, chunk);
      },
    });
    this.stream = meter;
    pipeline(file, meter, () => undefined);
  }

  /** Bytes that have arrived so far. */
  get bytes(): number {
    return this.count;
  }

  /**
   * Waits for the end of the form, whose file must have been read or be being read, and gives all text
   * fields, those after the file too. Repeatable.
   *
   * @throws DomainError `validation-failed`, `payload-too-large`
   */
  complete(): Promise<Record<string, string>> {
    this.completion ??= this.readRest();
    return this.completion;
  }

  /** SHA-256 over the bytes and fields of the whole form; reads what nobody has read yet. */
  async digest(): Promise<string> {
    this.stream.resume();
    const fields = await this.complete();
    const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
    const file = this.hash.copy().digest('base64url');
    return createHash('sha256')
      .update(JSON.stringify([file, this.filename, sorted]))
      .digest('base64url');
  }

  private async readRest(): Promise<Record<string, string>> {
    if (!this.stream.readableEnded) {
      await finished(this.stream, { writable: false }).catch((error: unknown) => {
        throw uploadError(error);
      });
    }
    await this.rest(this.fields);
    return this.fields;
  }
}

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

/** The upload of a request, when somebody has opened it. */
export function openedUpload(request: FastifyRequest): Promise<IncomingUpload> | undefined {
  return opened.get(request);
}

async function open(request: FastifyRequest, options: UploadOptions): Promise<IncomingUpload> {
  if (!request.isMultipart()) {
    throw new DomainError(UnsupportedMediaType, {
      detail: 'The body must be multipart/form-data with the file in the part `file`.',
    });
  }
  if (Number(request.headers['content-length'] ?? 0) > options.maxBytes + FORM_BYTES) {
    throw new DomainError(PayloadTooLarge);
  }
  const parts = request.parts({
    limits: {
      fileSize: options.maxBytes,
      files: 1,
      fields: MAX_FIELDS,
      fieldSize: MAX_FIELD_BYTES,
      parts: MAX_FIELDS + 1,
    },
  });
  const fields: Record<string, string> = {};
  for (;;) {
    const next = await parts.next();
    if (next.done) {
      throw invalid([{ pointer: '/file', code: 'required', detail: 'The part `file` is missing.' }]);
    }
    if (next.value.type === 'field') {
      takeField(fields, next.value);
      continue;
    }
    if (next.value.fieldname !== 'file') {
      throw invalid([
        { pointer: `/${next.value.fieldname}`, code: 'unknown-field', detail: 'The file must be in the part `file`.' },
      ]);
    }
    checkFields(options, fields);
    const upload = new IncomingUpload(
      [...next.value.filename.toWellFormedName()].slice(0, 255).join(''),
      next.value.file,
      async (all) => {
        await readFields(parts, all);
        checkFields(options, all);
      },
    );
    Object.assign(upload.fields, fields);
    return upload;
  }
}
