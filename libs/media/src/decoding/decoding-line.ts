/** Who wants something decoded. */
export interface Asker {
  /** Nobody's pictures keep those of others waiting: the turns go round by owner. */
  readonly owner: string;
  /** Whether a request waits for it; what is done in the background gives way. */
  readonly urgent: boolean;
}

/** What all that is decoded in one process may take together. */
export interface LineLimits {
  /** Bytes. */
  readonly memory: number;
  /** Bytes up to which a picture is small: those have turns of their own, past the large ones. */
  readonly small: number;
}

/** Somebody whose turn it is. */
export interface Turn {
  /** Aborted when it must give way; then it is to be left at once, and may be asked for again. */
  readonly signal: AbortSignal;
  leave(): void;
}

/** Somebody who waited for as long as they can. */
export class WaitedTooLong extends Error {
  override readonly name = 'WaitedTooLong';
}

interface Visitor extends Asker {
  readonly need: number;
  readonly abort: AbortController;
  readonly begin: (turn: Turn) => void;
}

/** Owners whose last turn is remembered. */
const REMEMBERED = 10_000;

/**
 * Decides whose picture is decoded next, in how much memory. Four lanes of one picture each: what requests wait for
 * before what the background does, and of both the small ones beside the large ones. In each lane the turn goes to
 * the owner who had none for the longest time.
 */
export class DecodingLine {
  private readonly waiting = new Set<Visitor>();
  private readonly inside = new Set<Visitor>();
  private readonly served = new Map<string, number>();
  private turns = 0;

  constructor(private readonly limits: LineLimits) {}

  /** Bytes that one picture may need: room for a small one is always left. */
  get largest(): number {
    return this.limits.memory - this.limits.small;
  }

  /**
   * Waits for a turn.
   *
   * @param need bytes, at most `largest`
   * @param until time in milliseconds after which it isn't waited for any more
   * @throws WaitedTooLong
   */
  enter(asker: Asker, need: number, until = Infinity): Promise<Turn> {
    return new Promise((resolve, reject) => {
      const visitor: Visitor = {
        ...asker,
        need,
        abort: new AbortController(),
        begin: (turn) => {
          clearTimeout(timer);
          resolve(turn);
        },
      };
      const giveUp = (): void => {
        this.waiting.delete(visitor);
        reject(new WaitedTooLong('Others are decoded first.'));
      };
      const timer =
        until === Infinity ? undefined : setTimeout(giveUp, Math.max(0, until - Date.now()));
      this.waiting.add(visitor);
      this.admit();
    });
  }

  private admit(): void {
    for (const urgent of [true, false]) {
      for (const small of [true, false]) {
        const next = this.nextOf(urgent, small);
        if (next === undefined) {
          continue;
        }
        if (this.fits(next)) {
          this.begin(next);
        } else if (urgent) {
          this.makeRoomFor(next);
          // Nothing of the background takes what becomes free before it.
          return;
        }
      }
    }
  }

  /** The next one of a lane that is free; `undefined` when it isn't, or nobody waits there. */
  private nextOf(urgent: boolean, small: boolean): Visitor | undefined {
    const isHere = (visitor: Visitor): boolean =>
      visitor.urgent === urgent && this.isSmall(visitor) === small;
    if ([...this.inside].some(isHere)) {
      return undefined;
    }
    return [...this.waiting]
      .filter(isHere)
      .sort((a, b) => this.lastTurn(a) - this.lastTurn(b) || a.need - b.need)[0];
  }

  private begin(visitor: Visitor): void {
    this.waiting.delete(visitor);
    this.inside.add(visitor);
    this.remember(visitor);
    visitor.begin({
      signal: visitor.abort.signal,
      leave: () => {
        this.inside.delete(visitor);
        this.admit();
      },
    });
  }

  private fits(visitor: Visitor): boolean {
    const large = [...this.inside].filter((other) => !this.isSmall(other));
    const room = this.isSmall(visitor)
      ? this.limits.memory - sum(this.inside)
      : Math.min(this.largest - sum(large), this.limits.memory - sum(this.inside));
    return visitor.need <= room;
  }

  private makeRoomFor(visitor: Visitor): void {
    const yielding = [...this.inside].filter(({ urgent }) => !urgent);
    for (const other of yielding.sort((a, b) => b.need - a.need)) {
      other.abort.abort();
      if (visitor.need <= other.need) {
        return;
      }
    }
  }

  private isSmall({ need }: Visitor): boolean {
    return need <= this.limits.small;
  }

  private lastTurn(visitor: Visitor): number {
    return this.served.get(this.laneOf(visitor)) ?? 0;
  }

  private remember(visitor: Visitor): void {
    const lane = this.laneOf(visitor);
    this.served.delete(lane);
    this.served.set(lane, (this.turns += 1));
    const [oldest] = this.served.keys();
    if (this.served.size > REMEMBERED && oldest !== undefined) {
      this.served.delete(oldest);
    }
  }

  private laneOf(visitor: Visitor): string {
    return `${String(visitor.urgent)} ${String(this.isSmall(visitor))} ${visitor.owner}`;
  }
}

function sum(visitors: Iterable<Visitor>): number {
  return [...visitors].reduce((total, { need }) => total + need, 0);
}
