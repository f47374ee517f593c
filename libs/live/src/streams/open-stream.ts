import type { Viewer } from '#libs/kernel';
import { type LivePlace } from './event-id.js';
import type { EndReason, Frame, StreamFace } from './stream-face.js';

/** Seconds after which a client hears that the connection lives. */
export const HEARTBEAT_SECONDS = 15;

/** Heartbeats come so much sooner at most, at random: not those of all streams at once. */
const SPREAD_MS = 3_000;

/** Who asks for a stream, and from where it goes on. */
export interface StreamRequest {
  readonly viewer: Viewer;
  /** When the access token ends, in milliseconds since 1970. */
  readonly expiresAt: number;
  /** The place after which it goes on; absent: from now on. */
  readonly after: LivePlace | undefined;
}

/** One open stream of a person. */
export class OpenStream {
  readonly viewer: Viewer;
  readonly expiresAt: number;
  /** The place after which the log is read next; absent until the first read. */
  place: LivePlace | undefined;
  /** Whether the first frame was sent. */
  greeted = false;
  private reason: EndReason | undefined;
  private over = false;
  private nextBeat = 0;
  private stuckSince: number | undefined;

  constructor(
    { viewer, expiresAt, after }: StreamRequest,
    private readonly face: StreamFace,
  ) {
    this.viewer = viewer;
    this.expiresAt = expiresAt;
    this.place = after;
    this.postpone();
  }

  /** Whether it was ended, or its client is gone. */
  get ended(): boolean {
    return this.over;
  }

  /** Why it was ended; absent when it goes on, or its client has left. */
  get endReason(): EndReason | undefined {
    return this.reason;
  }

  /** Whether it takes another frame now. */
  get takesMore(): boolean {
    return !this.over && !this.expired && this.face.takesMore;
  }

  /** Sends a frame; after the end of the token it ends instead. */
  send(frame: Frame): void {
    if (this.expired) {
      this.end('token-expired');
    } else if (!this.over) {
      this.face.send(frame);
      if (!this.face.beatsAlways) {
        this.postpone();
      }
    }
  }

  /** Shows that the connection lives, when it is time to. */
  beatAt(now: number): void {
    if (now >= this.nextBeat && this.takesMore && this.greeted) {
      this.face.beat();
      this.postpone();
    }
  }

  /** For how many milliseconds it has taken nothing. */
  stuckFor(now: number): number {
    this.stuckSince = this.face.takesMore ? undefined : (this.stuckSince ?? now);
    return this.stuckSince === undefined ? 0 : now - this.stuckSince;
  }

  /** Ends it, once. */
  end(reason: EndReason): void {
    if (!this.over) {
      this.over = true;
      this.reason = reason;
      this.face.end(reason);
    }
  }

  onDrain(act: () => void): void {
    this.face.onDrain(act);
  }

  onGone(act: () => void): void {
    this.face.onGone(() => {
      this.over = true;
      act();
    });
  }

  private get expired(): boolean {
    return Date.now() >= this.expiresAt;
  }

  private postpone(): void {
    this.nextBeat = Date.now() + HEARTBEAT_SECONDS * 1_000 - Math.random() * SPREAD_MS;
  }
}
