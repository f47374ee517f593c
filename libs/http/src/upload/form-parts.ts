import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Dicer } from '@fastify/busboy';
import { DomainError } from '#libs/kernel';
import { PayloadTooLarge } from '../problems/http.errors.js';
import { parametersOf, type PartHeader, readPartHeader } from './part-header.js';

/** One part of a form, as it arrives. */
export interface FormPart extends PartHeader {
  readonly content: Readable;
}

/** Most lines of the header of one part. */
const MAX_HEADER_LINES = 20;

/** Most bytes behind the last boundary of a form; they mean nothing. */
const MAX_EPILOGUE_BYTES = 64 * 1024;

/** The parts of a form, one after the other: each is read to its end before the next is asked for. */
export class FormParts {
  private readonly waiting: FormPart[] = [];
  private ended = false;
  private failure: Error | undefined;
  private wake: () => void = () => undefined;

  /** @throws Error when the form has no boundary between its parts */
  constructor(form: IncomingMessage) {
    const boundary = parametersOf(form.headers['content-type'] ?? '').get('boundary') ?? '';
    if (boundary === '') {
      throw new Error('The form has no boundary.');
    }
    const parser = new Dicer({ boundary, maxHeaderPairs: MAX_HEADER_LINES });
    parser.on('part', (content) => {
      // The parser tells the same error; whoever reads the part hears it from there too.
      content.on('error', () => undefined);
      content.once('header', (header) => {
        this.waiting.push({ ...readPartHeader(header), content });
        this.wake();
      });
    });
    parser.once('finish', () => {
      this.endWith(form);
    });
    parser.on('error', (error) => {
      this.end(error);
    });
    form.once('error', (error) => {
      this.end(error);
    });
    form.once('close', () => {
      if (!form.readableEnded) {
        this.end(new Error('The sender went away.'));
      }
    });
    form.pipe(parser);
  }

  /** The next part; `undefined` at the end of the form. @throws Error when the form is broken or not complete */
  async next(): Promise<FormPart | undefined> {
    for (;;) {
      const part = this.waiting.shift();
      if (part !== undefined) {
        return part;
      }
      if (this.failure !== undefined) {
        throw this.failure;
      }
      if (this.ended) {
        return undefined;
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  /** The last boundary has come; the form is taken when all that was announced has come too. */
  private endWith(form: IncomingMessage): void {
    if (form.readableEnded) {
      this.end();
      return;
    }
    let epilogue = 0;
    form.unpipe();
    form.on('data', (bytes: Buffer) => {
      epilogue += bytes.length;
      if (epilogue > MAX_EPILOGUE_BYTES) {
        this.end(new DomainError(PayloadTooLarge));
      }
    });
    form.once('end', () => {
      this.end();
    });
    form.resume();
  }

  private end(failure?: Error): void {
    if (!this.ended) {
      this.ended = true;
      this.failure = failure;
    }
    this.wake();
  }
}
