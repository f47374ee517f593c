import { Injectable } from '@nestjs/common';
import type { MediaId } from '#libs/kernel';
import { MediaReader } from './media.reader.js';

const LOOK_EVERY_MS = 100;

/** How long an answer waits for a picture that is being processed. */
@Injectable()
export class PicturePatience {
  /** Milliseconds. */
  readonly ms: number = 5_000;
}

/** Waits for pictures. */
@Injectable()
export class PictureWaitService {
  constructor(
    private readonly patience: PicturePatience,
    private readonly reader: MediaReader,
  ) {}

  /** Waits for a while until a picture is processed, or known to fail. */
  async untilProcessed(id: MediaId): Promise<void> {
    const end = performance.now() + this.patience.ms;
    while (await this.reader.isProcessing(id)) {
      if (performance.now() >= end) {
        return;
      }
      await new Promise((resume) => setTimeout(resume, LOOK_EVERY_MS));
    }
  }
}
