import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '#libs/config';
import { Unavailable, UnsupportedMediaType } from '#libs/http';
import { DomainError } from '#libs/kernel';
import { MediaUnreadable, TooManyPixels } from '../medium/media.errors.js';
import type { Dimensions } from '../medium/variant.js';
import { memoryForDecoders, SMALL_PICTURE } from './decoder-memory.js';
import type { DecoderOrder, DecoderOutcome } from './decoder-orders.js';
import { DecoderProcess, DecoderStopped } from './decoder-process.js';
import { type Asker, DecodingLine, type Turn, WaitedTooLong } from './decoding-line.js';

/** How long a request waits for its turn, and what it is told after that. */
const PATIENCE_MS = 20_000;
const RETRY_AFTER_SECONDS = 10;
/** How long one picture is decoded while a request waits, and in the background. */
const TIME_MS = { urgent: 30_000, background: 120_000 } as const;
/** Requests come before decoders, and decoders that requests wait for before the others. */
const NICENESS = { urgent: 5, background: 15 } as const;
/** How long a decoder waits for the next picture. */
const IDLE_MS = 10_000;
const MIB = 1024 * 1024;

/** What is to be made of a file. */
export type Decoding = Omit<DecoderOrder, 'ceiling'>;

/** What a decoder found out about a picture. */
export interface Decoded {
  readonly dimensions: Dimensions;
  /** Empty of one that was only examined. */
  readonly blurhash: string;
}

/** Gives a file to a decoder, and tells what came of it. */
export type Decode = (decoding: Decoding) => Promise<Decoded>;

/** It needs more memory than its turn has. */
class TooHeavy extends Error {
  constructor(readonly need: number) {
    super('It needs a turn of its own.');
  }
}

/**
 * Decodes pictures in processes of their own: what a picture does to its decoder, no request feels. They are there
 * while there is something to decode, and together they take a bounded part of the memory.
 */
@Injectable()
export class PictureDecodersService implements OnApplicationShutdown {
  private readonly log = new Logger(PictureDecodersService.name);
  private readonly line: DecodingLine;
  /** Those of small pictures are kept for the next ones. */
  private readonly idle = new Map<boolean, DecoderProcess>();
  private readonly all = new Set<DecoderProcess>();

  constructor(settings: Settings) {
    const { pictureMemoryMib } = settings;
    const memory = pictureMemoryMib === undefined ? memoryForDecoders() : pictureMemoryMib * MIB;
    this.line = new DecodingLine({ memory, small: SMALL_PICTURE });
  }

  onApplicationShutdown(): void {
    for (const decoder of this.all) {
      decoder.stop('closed');
    }
  }

  /**
   * Waits for a turn and runs work that has a file decoded.
   *
   * @param work is run again when the picture turns out to need more than a small one, or had to give way
   * @throws DomainError `media-unreadable`, `too-many-pixels`, `unsupported-media-type`; `unavailable` when a request
   *   waited for too long
   * @throws DecoderStopped when a decoder of the background ended without an answer
   */
  async decode<T>(asker: Asker, work: (decode: Decode) => Promise<T>): Promise<T> {
    const until = asker.urgent ? Date.now() + PATIENCE_MS : Infinity;
    let need = SMALL_PICTURE;
    for (;;) {
      try {
        return await this.inTurn(asker, need, until, work);
      } catch (error) {
        if (error instanceof TooHeavy) {
          need = this.affordable(error.need);
        } else if (!(error instanceof DecoderStopped && error.reason === 'asked')) {
          throw asProblem(error, asker.urgent);
        }
      }
    }
  }

  private async inTurn<T>(
    asker: Asker,
    need: number,
    until: number,
    work: (decode: Decode) => Promise<T>,
  ): Promise<T> {
    const turn = await this.line.enter(asker, need, until);
    try {
      return await work((decoding) => this.ask(decoding, asker.urgent, need, turn));
    } finally {
      turn.leave();
    }
  }

  private async ask(
    decoding: Decoding,
    urgent: boolean,
    need: number,
    turn: Turn,
  ): Promise<Decoded> {
    const decoder = this.take(urgent, need);
    try {
      return found(await decoder.ask({ ...decoding, ceiling: need }, turn.signal));
    } catch (error) {
      if (error instanceof DecoderStopped && error.reason !== 'asked') {
        this.log.warn(`${error.message} It had a ${decoding.format.name}.`);
      }
      throw error;
    } finally {
      this.giveBack(decoder, urgent, need);
      turn.leave();
    }
  }

  private take(urgent: boolean, need: number): DecoderProcess {
    const known = this.idle.get(urgent);
    this.idle.delete(urgent);
    if (known?.alive === true && need === SMALL_PICTURE) {
      return known;
    }
    this.forget(known);
    const kind = urgent ? 'urgent' : 'background';
    const decoder = new DecoderProcess({
      memory: need,
      time: TIME_MS[kind],
      niceness: NICENESS[kind],
    });
    this.all.add(decoder);
    return decoder;
  }

  private giveBack(decoder: DecoderProcess, urgent: boolean, need: number): void {
    if (!decoder.alive || need !== SMALL_PICTURE || this.idle.has(urgent)) {
      this.forget(decoder);
      return;
    }
    this.idle.set(urgent, decoder);
    setTimeout(() => {
      if (this.idle.get(urgent) === decoder) {
        this.idle.delete(urgent);
        this.forget(decoder);
      }
    }, IDLE_MS).unref();
  }

  private forget(decoder: DecoderProcess | undefined): void {
    if (decoder !== undefined) {
      this.all.delete(decoder);
      decoder.stop();
    }
  }

  /** @throws DomainError `too-many-pixels` */
  private affordable(need: number): number {
    const [mib, limit] = [need, this.line.largest].map((bytes) => Math.ceil(bytes / MIB));
    if (need > this.line.largest) {
      throw new DomainError(TooManyPixels, {
        detail: `Decoding this picture takes ${String(mib)} MiB of memory, and there are ${String(limit)}: send it smaller, or in another format.`,
      });
    }
    return need;
  }
}

/** @throws DomainError, TooHeavy */
function found(outcome: DecoderOutcome): Decoded {
  switch (outcome.kind) {
    case 'done':
      return outcome;
    case 'too-heavy':
      throw new TooHeavy(outcome.need);
    case 'unsupported':
      throw new DomainError(UnsupportedMediaType, { detail: outcome.detail });
    case 'refused': {
      const problem = outcome.code === 'too-many-pixels' ? TooManyPixels : MediaUnreadable;
      throw new DomainError(problem, { cause: new Error(outcome.reason) });
    }
  }
}

/** What a person, or a job, is told. */
function asProblem(error: unknown, urgent: boolean): unknown {
  if (error instanceof WaitedTooLong) {
    return busy(error);
  }
  if (!(error instanceof DecoderStopped)) {
    return error;
  }
  if (error.reason === 'memory') {
    return new DomainError(TooManyPixels, {
      detail:
        'Decoding this picture takes more memory than its headers say: save it again, smaller.',
      cause: error,
    });
  }
  if (!urgent) {
    // It may go better the next time.
    return error;
  }
  if (['killed', 'start', 'closed'].includes(error.reason)) {
    return busy(error);
  }
  return new DomainError(MediaUnreadable, {
    detail:
      error.reason === 'time' ? 'Decoding this picture takes too long.' : MediaUnreadable.title,
    cause: error,
  });
}

function busy(cause: Error): DomainError {
  return new DomainError(Unavailable, {
    detail: 'Too many pictures are looked into right now.',
    retryAfter: RETRY_AFTER_SECONDS,
    cause,
  });
}
