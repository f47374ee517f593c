import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { UnitOfWork } from '#libs/database';
import { DomainError, type UserId } from '#libs/kernel';
import { present } from '../answers/present.js';
import { problemOf } from '../answers/problem-of.js';
import { IdempotencyInProgress, IdempotencyKeyReused } from '../problems/http.errors.js';
import { viewerOf } from '../request/request-viewer.js';
import { openUpload } from '../upload/open-upload.js';
import { findUploadOptions } from '../upload/upload.js';
import { invalid } from '../validation/read-dto.js';
import {
  type Claim,
  CLAIM_SECONDS,
  IdempotencyRepository,
  type KeyHolder,
} from './idempotency.repository.js';
import { keptRefusal, keptSuccess, replay } from './outcome.js';
import { requestDigest, uploadDigest } from './request-digest.js';

const KEY = /^[\x20-\x7e]{1,255}$/;

/** One request under a key. */
interface Attempt {
  readonly userId: UserId;
  readonly key: string;
  /** Known at once for JSON; for an upload when it has been read. */
  readonly digestNow: string | null;
  readonly digest: () => Promise<string>;
  readonly reply: FastifyReply;
  readonly handle: () => Promise<unknown>;
}

/**
 * Does the work of a request with `Idempotency-Key` once, and gives its answer to every repetition. `@Endpoint` puts
 * it around those that are idempotent.
 *
 * The claim on the key is a transaction of its own, so that others see it. The work of a JSON request and its
 * answer are one transaction: after a crash either both are there or neither. An upload is not held in a
 * transaction while it arrives.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly keys: IdempotencyRepository,
    private readonly work: UnitOfWork,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    const viewer = viewerOf(request);
    const handler = context.getHandler();
    if (key === undefined || !viewer) {
      return next.handle();
    }
    if (typeof key !== 'string' || !KEY.test(key)) {
      throw invalid([
        {
          pointer: 'Idempotency-Key',
          code: 'invalid-format',
          detail: 'It must have 1 to 255 printable ASCII characters.',
        },
      ]);
    }
    const upload = findUploadOptions(handler);
    const json = upload ? null : requestDigest(request);
    const digest = async (): Promise<string> =>
      upload
        ? uploadDigest(request, await (await openUpload(request, upload)).digest())
        : requestDigest(request);
    const reply = http.getResponse<FastifyReply>();
    return from(
      this.attempt({
        userId: viewer.userId,
        key,
        digestNow: json,
        digest,
        reply,
        handle: async () =>
          present(await lastValueFrom(next.handle(), { defaultValue: undefined }), request, reply),
      }),
    );
  }

  private async attempt(attempt: Attempt): Promise<unknown> {
    const claimed = await this.keys.claim(attempt.userId, attempt.key, attempt.digestNow);
    if (!('id' in claimed)) {
      return this.repeat(attempt, claimed);
    }
    const renewal = setInterval(
      () => {
        void this.keys.keep(claimed).catch(() => undefined);
      },
      (CLAIM_SECONDS * 1000) / 3,
    );
    try {
      return await this.firstRun(attempt, claimed);
    } catch (error) {
      await this.settleRefusal(attempt, claimed, problemOf(error));
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }

  private async firstRun(attempt: Attempt, claim: Claim): Promise<unknown> {
    if (attempt.digestNow === null) {
      const body = await attempt.handle();
      await this.keys.complete(claim, await attempt.digest(), keptSuccess(attempt.reply, body));
      return body;
    }
    const { digestNow } = attempt;
    return this.work.run(async () => {
      const body = await attempt.handle();
      if (!(await this.keys.complete(claim, digestNow, keptSuccess(attempt.reply, body)))) {
        throw new DomainError(IdempotencyInProgress);
      }
      return body;
    });
  }

  private async repeat(attempt: Attempt, holder: KeyHolder): Promise<unknown> {
    const { answer, requestDigest: first } = holder;
    if (first !== null && first !== (await attempt.digest())) {
      throw new DomainError(IdempotencyKeyReused);
    }
    if (!answer) {
      throw new DomainError(IdempotencyInProgress, { retryAfter: 1 });
    }
    return replay(answer, attempt.reply);
  }

  private async settleRefusal(attempt: Attempt, claim: Claim, error: DomainError): Promise<void> {
    const kept = keptRefusal(error);
    try {
      const digest = kept && (await attempt.digest().catch(() => undefined));
      if (kept && digest !== undefined) {
        await this.keys.complete(claim, digest, kept);
      } else {
        await this.keys.release(claim);
      }
    } catch {
      // The key frees itself; the caller is told why the request failed, not this.
    }
  }
}
