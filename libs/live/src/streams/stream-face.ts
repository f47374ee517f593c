/** One message of a stream. */
export interface Frame {
  readonly event: string;
  /** Where to go on after it; absent when it doesn't count for that. */
  readonly id?: string;
  readonly data: object;
}

/** Why a stream ends. */
export type EndReason = 'token-expired' | 'session-ended' | 'going-down' | 'too-slow' | 'replaced';

/** Milliseconds that the last frame has to reach the client. */
export const LAST_FRAME_MS = 500;

/** How frames reach a client. */
export interface StreamFace {
  /** Whether it takes another frame. Who sends one nevertheless fills the memory. */
  readonly takesMore: boolean;
  /** Whether it beats by the clock, also when frames have just shown that the connection lives. */
  readonly beatsAlways: boolean;
  send(frame: Frame): void;
  /** Shows that the connection lives. */
  beat(): void;
  /** Sends a last frame, and closes the connection. */
  end(reason: EndReason): void;
  /** @param act what to do when it takes more again */
  onDrain(act: () => void): void;
  /** @param act what to do when the connection is gone, whoever closed it */
  onGone(act: () => void): void;
}
