import { randomInt } from 'node:crypto';
import { Readable } from 'node:stream';
import { type EndReason, type Frame, LAST_FRAME_MS, type StreamFace } from './stream-face.js';

/** Bytes that wait in the program for a client that reads slowly; the socket holds some more. */
const BUFFER = 8 * 1024;

/** Server-Sent Events: a body that goes on. */
export class EventStream extends Readable implements StreamFace {
  readonly beatsAlways = false;
  private full = false;
  private drained: () => void = () => undefined;

  /** @param disconnect closes the connection whether or not the client has read everything */
  constructor(private readonly disconnect: () => void) {
    super({ highWaterMark: BUFFER });
    this.write(`retry: ${randomInt(1_000, 5_001)}\n\n`);
  }

  get takesMore(): boolean {
    return !this.full;
  }

  send({ event, id, data }: Frame): void {
    const place = id === undefined ? '' : `id: ${id}\n`;
    this.write(`event: ${event}\n${place}data: ${JSON.stringify(data)}\n\n`);
  }

  beat(): void {
    this.write(':\n\n');
  }

  end(reason: EndReason): void {
    this.send({ event: 'end', data: { reason } });
    this.push(null);
    setTimeout(this.disconnect, LAST_FRAME_MS);
  }

  onDrain(act: () => void): void {
    this.drained = act;
  }

  onGone(act: () => void): void {
    this.once('close', act);
  }

  override _read(): void {
    if (this.full) {
      this.full = false;
      this.drained();
    }
  }

  private write(text: string): void {
    this.full = !this.push(text);
  }
}
