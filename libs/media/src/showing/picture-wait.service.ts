import { Injectable } from '@nestjs/common';
import { JobPatience } from '#libs/jobs';
import type { MediaId } from '../medium/media.js';
import { MediaReader } from './media.reader.js';

const LOOK_EVERY_MS = 100;

/** Waits for pictures. */
@Injectable()
export class PictureWaitService {
  constructor(
    private readonly patience: JobPatience,
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
