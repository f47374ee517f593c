/** One message of a stream. */
export interface Frame {
  readonly event: string;
  /** Where to go on after it; absent when it doesn't count for that. */
  readonly id?: string;
  readonly data: object;
}

/** Why a stream ends. */
export type EndReason = 'token-expired' | 'session-ended' | 'going-down' | 'too-slow' | 'replaced';

/** How frames reach a client. */
export interface StreamFace {
  /** Whether it takes another frame. Who sends one nevertheless fills the memory. */
  readonly takesMore: boolean;
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
