import { type Outcome, seeingIn, type ViewerName } from './visibility-table.js';

/** For whom the author shared the story. */
export type StoryKind = 'public' | 'followers';

/** What then happened to the story or its author; `ended`: its day is over, and no job has run. */
export type StoryLot =
  | 'nothing'
  | 'deactivated'
  | 'deleted'
  | 'ended'
  | 'suspended author'
  | 'deleted author'
  | 'private profile'
  | 'author blocks'
  | 'readers block'
  | 'readers mute';

/** Who sees a story. An admin is a stranger outside of the own reads. */
const SEEING = `
story      then              anonymous stranger follower author admin

public     nothing           sees      sees     sees     sees   sees
followers  nothing           -         -        sees     sees   -

public     deactivated       -         -        -        -      -
followers  deactivated       -         -        -        -      -

public     deleted           -         -        -        -      -
followers  deleted           -         -        -        -      -

public     ended             -         -        -        -      -
followers  ended             -         -        -        -      -

public     suspended author  -         -        -        -      -
followers  suspended author  -         -        -        -      -

public     deleted author    -         -        -        -      -
followers  deleted author    -         -        -        -      -

public     private profile   -         -        sees     sees   -
followers  private profile   -         -        sees     sees   -

public     author blocks     sees      -        -        sees   -
followers  author blocks     -         -        -        sees   -

public     readers block     sees      -        -        sees   -
followers  readers block     -         -        -        sees   -

public     readers mute      sees      sees     sees     sees   sees
followers  readers mute      -         -        sees     sees   -
`;

/** A story, and what happened to it. */
export interface StoryState {
  readonly story: StoryKind;
  readonly lot: StoryLot;
  readonly seenBy: readonly ViewerName[];
}

export const STORY_STATES: readonly StoryState[] = seeingIn(SEEING).map(
  ({ thing, lot, seenBy }) => ({ story: thing as StoryKind, lot: lot as StoryLot, seenBy }),
);

/** One cell: a state and who reads. */
interface StoryCell extends StoryState {
  readonly viewer: ViewerName;
}

type Expectation = (cell: StoryCell) => Outcome;

const sees = ({ seenBy, viewer }: StoryCell): boolean => seenBy.includes(viewer);
const isGone = ({ lot }: StoryCell): boolean =>
  lot === 'suspended author' || lot === 'deleted author';

/** The story itself: it is there or not. */
const itself: Expectation = (cell) => (sees(cell) ? 'shown' : '404');

/** What belongs to the author: not even the person is there when gone, or blocking the viewer. */
const ofAuthor: Expectation = (cell) => {
  const isReader = cell.viewer !== 'anonymous' && cell.viewer !== 'author';
  if (isGone(cell) || (cell.lot === 'author blocks' && isReader)) {
    return '404';
  }
  return sees(cell) ? 'shown' : 'absent';
};

/** The story feed: of those whom I follow and don't mute, and mine. */
const inFeed: Expectation = (cell) => {
  if (cell.viewer === 'anonymous') {
    return '401';
  }
  const isMine = cell.viewer === 'author' || cell.viewer === 'follower';
  const isMuted = cell.lot === 'readers mute' && cell.viewer !== 'author';
  return isMine && !isMuted && sees(cell) ? 'shown' : 'absent';
};

/** Cards: something unseen, but of oneself and of whom one mutes. */
const unseen: Expectation = (cell) => {
  const shown = ofAuthor(cell);
  const isQuiet =
    cell.viewer === 'author' || cell.viewer === 'anonymous' || cell.lot === 'readers mute';
  return shown === 'shown' && isQuiet ? 'absent' : shown;
};

/** Who has seen it is for the author alone. */
const seers: Expectation = (cell) => {
  if (cell.viewer === 'anonymous') {
    return '401';
  }
  return !sees(cell) ? '404' : cell.viewer === 'author' ? 'shown' : '403';
};

const ownPage: Expectation = (cell) => {
  const isThere = cell.viewer === 'author' && sees(cell);
  return cell.viewer === 'anonymous' ? '401' : isThere ? 'shown' : 'absent';
};

/** Administrators have their own reads, in which everything is, until its day is over. */
const administered: Expectation = ({ viewer, lot }) =>
  viewer === 'anonymous' ? '401' : viewer !== 'admin' ? '403' : lot === 'ended' ? '404' : 'shown';

/** What there is of a state: a story that a bystander has seen. */
export interface StoryTraces {
  readonly authorId: string;
  readonly bystanderId: string;
  readonly storyId: string;
  readonly pictureId: string;
}

/** A read of which every cell is asserted. */
export interface StoryRead {
  readonly name: string;
  readonly url: (traces: StoryTraces) => string;
  /** The text by which the story, or what belongs to it, shows in the answer. */
  readonly mark: (traces: StoryTraces) => string;
  readonly expected: Expectation;
}

const story = (t: StoryTraces): string => `"${t.storyId}"`;

export const STORY_READS: readonly StoryRead[] = [
  { name: 'by id', url: (t) => `/stories/${t.storyId}`, mark: story, expected: itself },
  {
    name: 'its picture',
    url: (t) => `/media/${t.pictureId}`,
    mark: (t) => `"${t.pictureId}"`,
    expected: itself,
  },
  {
    name: 'its viewers',
    url: (t) => `/stories/${t.storyId}/viewers`,
    mark: (t) => `"${t.bystanderId}"`,
    expected: seers,
  },
  {
    name: 'stories of the author',
    url: (t) => `/users/${t.authorId}/stories`,
    mark: story,
    expected: ofAuthor,
  },
  { name: 'story feed', url: () => '/feeds/stories?limit=100', mark: story, expected: inFeed },
  {
    name: 'the card of the author',
    url: (t) => `/users/${t.authorId}`,
    mark: () => '"hasUnseenStory":true',
    expected: unseen,
  },
  {
    name: 'own pictures',
    url: () => '/me/images',
    mark: (t) => `"${t.pictureId}"`,
    expected: ownPage,
  },
  {
    name: 'for administrators',
    url: (t) => `/admin/stories/${t.storyId}`,
    mark: story,
    expected: administered,
  },
];

/** What a read gives in a cell; an author who is gone has no token that works. */
export function storyExpectedIn(cell: StoryCell, { expected }: StoryRead): Outcome {
  return cell.viewer === 'author' && isGone(cell) ? '401' : expected(cell);
}

/** The bytes of the picture, at the address that was given out while all was well: dead with the story for all. */
export const storyBytes = ({ lot }: StoryState): Outcome =>
  ['nothing', 'private profile', 'author blocks', 'readers block', 'readers mute'].includes(lot)
    ? 'shown'
    : '404';
