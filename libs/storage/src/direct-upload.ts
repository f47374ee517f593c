import { finished, PassThrough } from 'node:stream';
import { BadRequestException, NotFoundException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PayloadTooLarge, UnsupportedMediaType, UploadMismatch } from '#libs/http';
import { DomainError } from '#libs/kernel';
import { isWholeNumber } from './address-signer.js';
import type { LocalStorage } from './local-storage.js';
import type { ObjectAddresses } from './object-addresses.js';
import { isObjectKey } from './object-key.js';
import { StorageFailure } from './storage.errors.js';
import { storageAway } from './storage-away.js';

/** What was announced of a direct upload, as its signed address says. */
interface Announced {
  readonly key: string;
  readonly bytes: number;
  readonly contentType: string;
}

/** A request to the address of a direct upload. */
export type UploadRequest = FastifyRequest<{
  Params: { '*': string };
  Querystring: Record<string, unknown>;
}>;

/**
 * Takes a direct upload at its signed address, as long as it is waited for.
 *
 * @throws NotFoundException at any other address, and once the upload is completed
 * @throws DomainError `unsupported-media-type`, `payload-too-large`, `upload-mismatch`, `unavailable`
 */
export async function takeUpload(
  { storage, addresses }: { storage: LocalStorage; addresses: ObjectAddresses },
  request: UploadRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const announced = announcedBy(addresses, request);
  if (announced === undefined || !(await addresses.awaits(announced.key))) {
    throw new NotFoundException();
  }
  assertAsAnnounced(announced, request);
  // Not the request itself: a failing store would take the connection with it, and the answer too.
  const body = new PassThrough();
  finished(request.raw, (error) => error && body.destroy(error));
  try {
    await storage.put(announced.key, request.raw.pipe(body));
  } catch (error) {
    request.raw.resume();
    throw error instanceof StorageFailure ? storageAway(error) : new BadRequestException();
  }
  return reply.code(200).send();
}

function announcedBy(
  { signer }: ObjectAddresses,
  { params, query }: UploadRequest,
): Announced | undefined {
  const key = `incoming/${params['*']}`;
  const { bytes, type: contentType, expires, signature } = query;
  if (
    !isObjectKey(key) ||
    !isWholeNumber(expires) ||
    !isWholeNumber(bytes) ||
    typeof signature !== 'string' ||
    typeof contentType !== 'string'
  ) {
    return undefined;
  }
  const announced = { key, bytes: Number(bytes), contentType };
  const act = { act: 'upload', ...announced } as const;
  return signer.allows(act, Number(expires), signature, new Date()) ? announced : undefined;
}

function assertAsAnnounced({ bytes, contentType }: Announced, { headers }: UploadRequest): void {
  if (headers['content-type'] !== contentType) {
    throw new DomainError(UnsupportedMediaType, {
      detail: `The file was announced as ${contentType}.`,
    });
  }
  const detail = `The file was announced with ${String(bytes)} bytes.`;
  const length = headers['content-length'];
  if (length === undefined || Number(length) < bytes) {
    throw new DomainError(UploadMismatch, { detail });
  }
  if (Number(length) > bytes) {
    throw new DomainError(PayloadTooLarge, { detail });
  }
}
