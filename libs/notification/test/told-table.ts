import { NOTIFICATION_KINDS, type NotificationKind } from '../src/notification/notification.js';

/** What is asked of the posts and comments that kinds are about. */
export const KINDS = NOTIFICATION_KINDS;

/** What happens after the acts. `they`: those who acted; `the host`: in whose post I wrote a comment. */
export const LOTS = [
  'nothing',
  'I block them',
  'they block me',
  'I mute them',
  'they are suspended',
  'they delete their accounts',
  'the host turns private',
  'the post is for followers',
  'the host is suspended',
  'I mute the posts',
  'I delete my post',
  'I delete my comment',
  'they delete their answers',
  'I want it from nobody',
  'I want it from those I follow',
] as const;

export type Lot = (typeof LOTS)[number];

/**
 * Of which kinds a person is told then, and when it has ended again (`…`: it doesn't end). I follow who acted, but not
 * who asks to follow me. Blocks end follows for good.
 */
const TABLE = `
lot                            post-like comment-like comment reply follow follow-request follow-accepted mention publish-failed repost quote poll-closed

nothing                        told      told         told    told  told   told           told            told    told           told   told  told
nothing …                      …         …            …       …     …      …              …               …    …              …      …     …
I block them                   -         -            -       -     -      -              -               -    told           -      -     told
I block them …                 told      told         told    told  -      -              -               told    told           told   -     told
they block me                  -         -            -       -     -      -              -               -    told           -      -     told
they block me …                told      told         told    told  -      -              -               told    told           told   -     told
I mute them                    -         -            -       -     -      -              -               -    told           -      -     told
I mute them …                  told      told         told    told  told   told           told            told    told           told   told  told
they are suspended             -         -            -       -     -      -              -               -    told           -      -     told
they are suspended …           told      told         told    told  told   told           told            told    told           told   told  told
they delete their accounts     -         -            -       -     -      -              -               -    told           -      -     told
they delete their accounts …   told      told         told    told  told   told           told            told    told           told   told  told
the host turns private         told      -            told    -     told   told           told            -    told           told   told  -
the host turns private …       told      told         told    told  told   told           told            told    told           told   told  told
the post is for followers      told      -            told    -     told   told           told            -    told           told   told  -
the post is for followers …    told      told         told    told  told   told           told            told    told           told   told  told
the host is suspended          told      -            told    -     told   told           told            -    told           told   told  -
the host is suspended …        told      told         told    told  told   told           told            told    told           told   told  told
I mute the posts               -         -            -       -     told   told           told            -    -              -      -     -
I mute the posts …             told      told         told    told  told   told           told            told    told           told   told  told
I delete my post               -         told         -       told  told   told           told            told    -              -      -     told
I delete my post …             …         …            …       …     …      …              …               …    …              …      …     …
I delete my comment            told      -            told    told  told   told           told            told    told           told   told  told
I delete my comment …          …         …            …       …     …      …              …               …    …              …      …     …
they delete their answers      told      told         -       -     told   told           told            -    told           told   -     told
they delete their answers …    …         …            …       …     …      …              …               …    …              …      …     …
I want it from nobody          -         -            -       -     -      -              -               -    -              -      -     -
I want it from nobody …        told      told         told    told  told   told           told            told    told           told   told  told
I want it from those I follow  told      told         told    told  told   -              told            told    told           told   told  -
I want it from those I follow … told     told         told    told  told   told           told            told    told           told   told  told
`;

/** What is told after something has happened, and after it has ended. */
export interface Expectation {
  readonly then: readonly NotificationKind[];
  /** `undefined` when it doesn't end. */
  readonly after: readonly NotificationKind[] | undefined;
}

/** The line of a lot. @throws Error when the table has none, or not a cell for each kind */
export function expectationOf(lot: Lot): Expectation {
  const cells = (name: string): string[] => {
    const line = TABLE.split('\n').find((text) =>
      new RegExp(`^${name} +(told|-|…)( |$)`).test(text),
    );
    const found = line?.slice(name.length).trim().split(/\s+/) ?? [];
    if (found.length !== KINDS.length) {
      throw new Error(`The table has no sound line "${name}".`);
    }
    return found;
  };
  const kindsOf = (row: string[]) => KINDS.filter((_, i) => row[i] === 'told');
  const after = cells(`${lot} …`);
  return { then: kindsOf(cells(lot)), after: after[0] === '…' ? undefined : kindsOf(after) };
}
