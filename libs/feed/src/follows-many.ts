import type { UserId } from '#libs/kernel';

/** Most people who are remembered. */
const MOST = 10_000;
/** For so long, in milliseconds. */
const REMEMBERED = 60 * 60 * 1_000;

/** A row of a page that may tell of its viewer. */
interface Telling {
  readonly followsMany?: boolean | undefined;
}

/**
 * Who follows many people, as a page of each told this process. A guess: it decides by which of two statements the next page
 * is made, and they give the same posts.
 */
export class FollowsMany {
  /** Until when; in the order in which they were told. */
  private readonly people = new Map<UserId, number>();

  /** The way that is expected to be the quicker one for a viewer. */
  wayOf<Way>(viewer: UserId, { few, many }: { readonly few: Way; readonly many: Way }): Way {
    return (this.people.get(viewer) ?? 0) > Date.now() ? many : few;
  }

  /** Remembers what the rows of a page tell of their viewer, if they do. */
  note(viewer: UserId, [row]: readonly Telling[]): void {
    if (row?.followsMany !== true) {
      return;
    }
    this.people.delete(viewer);
    this.people.set(viewer, Date.now() + REMEMBERED);
    const [oldest] = this.people.keys();
    if (this.people.size > MOST && oldest !== undefined) {
      this.people.delete(oldest);
    }
  }
}
