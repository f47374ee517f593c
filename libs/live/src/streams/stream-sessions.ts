import { Injectable } from '@nestjs/common';
import type { OpenStream } from './open-stream.js';
import { StreamReader } from './stream.reader.js';

/** Ends streams whose session is not open any more. */
@Injectable()
export class StreamSessions {
  constructor(private readonly reader: StreamReader) {}

  /** @returns those of the streams that go on */
  async check(streams: readonly OpenStream[]): Promise<OpenStream[]> {
    if (streams.length === 0) {
      return [];
    }
    const open = await this.reader.open([
      ...new Set(streams.map(({ viewer }) => viewer.sessionId)),
    ]);
    for (const stream of streams) {
      if (!open.has(stream.viewer.sessionId)) {
        stream.end('session-ended');
      }
    }
    return streams.filter(({ ended }) => !ended);
  }
}
