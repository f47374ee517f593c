import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { type EndReason, type Frame, LAST_FRAME_MS, type StreamFace } from './stream-face.js';

/** Codes under which connections are closed, by why. */
export const CLOSE_CODES: Readonly<Record<EndReason, number>> = {
  'token-expired': 4401,
  'session-ended': 4401,
  'too-slow': 4408,
  replaced: 4409,
  'going-down': 1001,
};

/** The code for a client that says something: everything that acts is HTTP. */
const NOTHING_TO_SAY = 1003;

/** WebSocket: each frame is a text. */
export class SocketStream implements StreamFace {
  readonly beatsAlways = true;
  private answered = true;

  /** @param connection what the socket writes to */
  constructor(
    private readonly socket: WebSocket,
    private readonly connection: Socket,
  ) {
    socket.on('error', () => undefined);
    socket.on('message', () => this.close(NOTHING_TO_SAY, 'Act over HTTP.'));
    socket.on('pong', () => {
      this.answered = true;
    });
    socket.on('ping', (data) => {
      if (this.takesMore) {
        socket.pong(data);
      }
    });
  }

  get takesMore(): boolean {
    return this.socket.readyState === WebSocket.OPEN && !this.connection.writableNeedDrain;
  }

  send({ event, id, data }: Frame): void {
    this.socket.send(JSON.stringify({ event, ...(id !== undefined && { id }), data }));
  }

  /** Asks whether the client is still there. One that has not answered since the last time is not. */
  beat(): void {
    if (this.answered) {
      this.answered = false;
      this.socket.ping();
    } else {
      this.socket.terminate();
    }
  }

  end(reason: EndReason): void {
    this.send({ event: 'end', data: { reason } });
    this.close(CLOSE_CODES[reason], reason);
  }

  onDrain(act: () => void): void {
    this.connection.on('drain', act);
  }

  onGone(act: () => void): void {
    this.socket.once('close', act);
  }

  private close(code: number, reason: string): void {
    this.socket.close(code, reason);
    setTimeout(() => this.socket.terminate(), LAST_FRAME_MS);
  }
}
