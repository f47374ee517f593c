import { once } from 'node:events';
import { ReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import send from '@fastify/send';
import { Injectable, NotFoundException, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PreconditionFailed, RangeNotSatisfiable } from '#libs/http';
import { DomainError } from '#libs/kernel';
import { isWholeNumber } from './address-signer.js';
import { takeUpload } from './direct-upload.js';
import { isAbsent, LocalStorage } from './local-storage.js';
import { ObjectAddresses } from './object-addresses.js';
import { contentTypeOf, isObjectKey, isPublicKey } from './object-key.js';
import { ObjectStorage } from './object-storage.js';
import { storageAway } from './storage-away.js';

const DAY_SECONDS = 24 * 60 * 60;
/** More than any upload may have; the signed size is what counts. */
const LARGEST_UPLOAD = 64 * 1024 * 1024;
/** Where a client is led, it is led anew after so many seconds: half the life of an address at the store. */
const LED_SECONDS = 30;

interface FileRoute {
  Params: { '*': string };
  Querystring: Record<string, unknown>;
}

/** What the routes need to know. */
interface Places {
  readonly storage: ObjectStorage;
  readonly addresses: ObjectAddresses;
}

/**
 * Shows what the addresses under `/media/` stand for, outside the API: `public/` to everyone, `private/` to holders of
 * a signature, both only as long as it may be seen. The bytes come from the local disk, or the client is led to the
 * store. Direct uploads to the local disk are taken under `/media/uploads/`. What may not be read is not found.
 *
 * The routes are Fastify's own: files pass neither guards nor the prefix of the API.
 */
@Injectable()
export class AddressRoutes implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly storage: ObjectStorage,
    private readonly addresses: ObjectAddresses,
  ) {}

  onModuleInit(): void {
    // A worker has no HTTP.
    const adapter: unknown = this.host.httpAdapter;
    if (adapter instanceof FastifyAdapter) {
      const { storage, addresses } = this;
      serveAddresses(adapter.getInstance(), { storage, addresses });
    }
  }
}

/** Adds the routes to a server that isn't listening yet. */
export function serveAddresses(server: FastifyInstance, places: Places): void {
  const { storage, addresses } = places;
  void server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, parsed) => {
      parsed(null, payload);
    });
    scope.get<FileRoute>('/media/*', (request, reply) => read(places, request, reply));
    if (storage instanceof LocalStorage) {
      scope.put<FileRoute>('/media/uploads/*', { bodyLimit: LARGEST_UPLOAD }, (request, reply) =>
        takeUpload({ storage, addresses }, request, reply),
      );
    }
    done();
  });
}

async function read(
  { storage, addresses }: Places,
  request: FastifyRequest<FileRoute>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const address = request.params['*'];
  const cacheControl = isObjectKey(address)
    ? readable(addresses, address, request.query)
    : undefined;
  const key = cacheControl === undefined ? undefined : await addresses.objectAt(address);
  if (cacheControl === undefined || key === undefined) {
    throw new NotFoundException();
  }
  if (storage instanceof LocalStorage) {
    return giveFile(storage, key, cacheControl, request, reply);
  }
  const place =
    (isPublicKey(key) ? storage.directUrl(key) : undefined) ??
    (await storage.passingUrl(key, request.method === 'HEAD' ? 'HEAD' : 'GET'));
  const audience = isPublicKey(address) ? 'public' : 'private';
  return reply
    .headers({
      'cache-control': `${audience}, max-age=${String(LED_SECONDS)}`,
      'cross-origin-resource-policy': 'cross-origin',
    })
    .redirect(place, 302);
}

async function giveFile(
  storage: LocalStorage,
  key: string,
  cacheControl: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const file = await send(request.raw, `/${key}`, {
    root: storage.root,
    index: false,
    cacheControl: false,
    contentType: false,
  });
  if (file.type === 'error' && file.statusCode >= 500) {
    throw storageAway(file.metadata.error);
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
    throw isAbsent(error) ? new NotFoundException() : storageAway(error);
  }
}

/** How long an answer may be kept, or `undefined` when this request may not read anything there. */
function readable(
  { signer }: ObjectAddresses,
  address: string,
  query: Record<string, unknown>,
): string | undefined {
  if (isPublicKey(address)) {
    return `public, max-age=${String(DAY_SECONDS)}, immutable`;
  }
  const { expires, signature } = query;
  if (!address.startsWith('private/') || !isWholeNumber(expires) || typeof signature !== 'string') {
    return undefined;
  }
  const now = new Date();
  if (!signer.allows({ act: 'read', key: address }, Number(expires), signature, now)) {
    return undefined;
  }
  return `private, max-age=${String(Number(expires) - Math.floor(now.getTime() / 1000))}`;
}
