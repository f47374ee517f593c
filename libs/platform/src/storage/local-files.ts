import { once } from 'node:events';
import { ReadStream } from 'node:fs';
import { finished, PassThrough, type Readable } from 'node:stream';
import send from '@fastify/send';
import {
  BadRequestException,
  Injectable,
  NotFoundException,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { DomainError } from '#libs/kernel';
import { PreconditionFailed, RangeNotSatisfiable, Unavailable } from '../http/http.errors.js';
import { isAbsent, LocalStorage } from './local-storage.js';
import { contentTypeOf, isObjectKey, isPublicKey } from './object-key.js';
import { ObjectStorage } from './object-storage.js';
import { StorageFailure } from './storage.errors.js';

const DAY_SECONDS = 24 * 60 * 60;
const RETRY_AFTER_SECONDS = 30;
/** More than any upload may have; the signed size is what counts. */
const LARGEST_UPLOAD = 64 * 1024 * 1024;

interface FileRoute {
  Params: { '*': string };
  Querystring: Record<string, unknown>;
}

/**
 * Serves the objects of the local store under `/media/`, outside the API: `public/` to everyone, `private/` to
 * holders of a signed address, `incoming/` to nobody; and takes direct uploads at signed addresses under
 * `/media/uploads/`. What may not be read is not found.
 *
 * The routes are Fastify's own: files pass neither guards nor the prefix of the API.
 */
@Injectable()
export class LocalFiles implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly storage: ObjectStorage,
  ) {}

  onModuleInit(): void {
    // A worker has no HTTP.
    const adapter: unknown = this.host.httpAdapter;
    if (this.storage instanceof LocalStorage && adapter instanceof FastifyAdapter) {
      serveLocalFiles(adapter.getInstance(), this.storage);
    }
  }
}

/** Adds the routes to a server that isn't listening yet. */
export function serveLocalFiles(server: FastifyInstance, storage: LocalStorage): void {
  void server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, parsed) => {
      parsed(null, payload);
    });
    scope.get<FileRoute>('/media/*', (request, reply) => read(storage, request, reply));
    scope.put<FileRoute>('/media/uploads/*', { bodyLimit: LARGEST_UPLOAD }, (request, reply) =>
      upload(storage, request, reply),
    );
    done();
  });
}

async function read(
  storage: LocalStorage,
  request: FastifyRequest<FileRoute>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const key = request.params['*'];
  const cacheControl = isObjectKey(key) ? readable(storage, key, request.query) : undefined;
  if (cacheControl === undefined) {
    throw new NotFoundException();
  }
  const file = await send(request.raw, `/${key}`, {
    root: storage.root,
    index: false,
    cacheControl: false,
    contentType: false,
  });
  if (file.type === 'error' && file.statusCode >= 500) {
    throw away(file.metadata.error);
  }
  if (file.type === 'directory' || file.statusCode === 404) {
    throw new NotFoundException();
  }
  if (file.statusCode === 412) {
    throw new DomainError(PreconditionFailed);
  }
  if (file.statusCode === 416) {
    void reply.header('content-range', file.headers['Content-Range']);
    throw new DomainError(RangeNotSatisfiable);
  }
  await opened(file.stream);
  return reply
    .code(file.statusCode)
    .headers({
      ...file.headers,
      'content-type': contentTypeOf(key),
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': file.type === 'file' ? cacheControl : 'no-store',
    })
    .send(file.type === 'file' ? file.stream : undefined);
}

/** Waits until a file is open: from then on it is read to its end, whatever becomes of its name. */
async function opened(stream: Readable): Promise<void> {
  if (!(stream instanceof ReadStream)) {
    return;
  }
  try {
    await once(stream, 'open');
  } catch (error) {
    throw isAbsent(error) ? new NotFoundException() : away(error);
  }
}

function away(error: unknown): DomainError {
  return new DomainError(Unavailable, { retryAfter: RETRY_AFTER_SECONDS, cause: error });
}

/** How long an answer may be kept, or `undefined` when this request may not read the object. */
function readable(
  storage: LocalStorage,
  key: string,
  query: Record<string, unknown>,
): string | undefined {
  if (isPublicKey(key)) {
    return `public, max-age=${String(DAY_SECONDS)}, immutable`;
  }
  const { expires, signature } = query;
  if (!key.startsWith('private/') || !isSeconds(expires) || typeof signature !== 'string') {
    return undefined;
  }
  const now = new Date();
  if (!storage.signer.allows({ act: 'read', key }, Number(expires), signature, now)) {
    return undefined;
  }
  return `private, max-age=${String(Number(expires) - Math.floor(now.getTime() / 1000))}`;
}

async function upload(
  storage: LocalStorage,
  request: FastifyRequest<FileRoute>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const key = `incoming/${request.params['*']}`;
  const { bytes, type, expires, signature } = request.query;
  const allowed =
    isObjectKey(key) &&
    isSeconds(expires) &&
    typeof signature === 'string' &&
    typeof type === 'string' &&
    request.headers['content-type'] === type &&
    request.headers['content-length'] === bytes &&
    storage.signer.allows(
      { act: 'upload', key, bytes: Number(bytes), contentType: type },
      Number(expires),
      signature,
      new Date(),
    );
  if (!allowed) {
    throw new NotFoundException();
  }
  // Not the request itself: a failing store would take the connection with it, and the answer too.
  const body = new PassThrough();
  finished(request.raw, (error) => error && body.destroy(error));
  try {
    await storage.put(key, request.raw.pipe(body));
  } catch (error) {
    request.raw.resume();
    throw error instanceof StorageFailure ? away(error) : new BadRequestException();
  }
  return reply.code(200).send();
}

function isSeconds(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,12}$/.test(value);
}
