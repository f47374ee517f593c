import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Viewer } from '#libs/kernel';
import { type MediaId, UploadService } from '#libs/media';
import { paint } from './painter.js';

/** Paints pictures and uploads them. */
@Injectable()
export class DemoPainter {
  constructor(private readonly uploads: UploadService) {}

  /** @param seed tells the picture from others */
  async upload({ userId }: Viewer, altText: string, seed: number): Promise<MediaId> {
    return this.uploads.upload(userId, {
      stream: Readable.from([await paint(seed)], { objectMode: false }),
      filename: `picture-${seed}.jpg`,
      complete: () => Promise.resolve({ altText }),
    });
  }
}
