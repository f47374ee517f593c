import { at } from '../community/column.js';
import type { Edges } from '../community/graph.js';
import type { People } from '../community/people.js';
import type { Picture } from '../community/pictures.js';
import { Random } from '../community/random.js';
import type { Timeline } from '../community/timeline.js';
import type { Phrasebook } from '../text/phrasebook.js';
import { personId } from './people-rows.js';
import type { RowSource } from './row-source.js';
import type { RowWriter } from './row-writer.js';

const DAY = 24 * 60 * 60 * 1000;
/** Tells pictures from other things of the same time. */
const PICTURES = 2 ** 18;
/** The same of stories. */
const STORIES = 2 ** 17;
/** Of so many followers of somebody with a story one has seen it. */
const SEEING = 3;

/** A story: its picture, and the place of that among all pictures. */
interface Shared {
  readonly picture: Picture;
  readonly index: number;
}

/** Stories of the last hours, for everybody or for followers. */
export function storyRows(
  pictures: readonly Picture[],
  { people, book, seed }: { people: People; book: Phrasebook; seed: number },
): RowSource {
  const random = Random.for('stories', seed);
  const stories = storiesAmong(pictures);
  return {
    table: 'story',
    columns: ['id', 'author_id', 'media_id', 'text', 'audience', 'created_at', 'expires_at'],
    count: stories.length,
    write: (rows, story) => {
      const { picture, index } = storyIn(stories, story);
      const { voice } = book.of(people.languageOf(picture.owner));
      rows.row(7);
      storyId(rows, picture, index);
      personId(rows, people, picture.owner);
      pictureId(rows, picture, index);
      rows.textOrNull(random.chance(0.5) ? voice.altText(random) : undefined);
      rows.text(random.chance(0.5) ? 'public' : 'followers');
      rows.time(picture.uploadedAt);
      rows.time(endOfStory(picture));
    },
  };
}

/** Which followers have seen them. */
export function storyViewRows(
  pictures: readonly Picture[],
  follows: Edges,
  { people, timeline, seed }: { people: People; timeline: Timeline; seed: number },
): RowSource {
  const random = Random.for('story views', seed);
  const stories = storiesAmong(pictures);
  const followers = followersOf(new Set(stories.map(({ picture }) => picture.owner)), follows);
  let views = 0;
  return {
    table: 'story_view',
    columns: ['story_id', 'user_id', 'position', 'created_at'],
    count: stories.length,
    write: (rows, story) => {
      const { picture, index } = storyIn(stories, story);
      for (const person of followers.get(picture.owner) ?? []) {
        if (random.below(SEEING) > 0) {
          continue;
        }
        const time = picture.uploadedAt + random.below(timeline.end - picture.uploadedAt);
        rows.row(4);
        storyId(rows, picture, index);
        personId(rows, people, person);
        rows.id(time, views);
        rows.time(time);
        views += 1;
      }
    },
  };
}

/** Writes the id of a picture. */
export function pictureId(rows: RowWriter, { uploadedAt }: Picture, index: number): void {
  rows.id(uploadedAt, index + PICTURES);
}

/** Writes the id of the story of a picture. */
export function storyId(rows: RowWriter, { uploadedAt }: Picture, index: number): void {
  rows.id(uploadedAt, index + STORIES);
}

/** When the day of a story is over. */
export function endOfStory({ uploadedAt }: Picture): number {
  return uploadedAt + DAY;
}

function storiesAmong(pictures: readonly Picture[]): Shared[] {
  return pictures.flatMap((picture, index) =>
    picture.kind === 'story' ? [{ picture, index }] : [],
  );
}

function storyIn(stories: readonly Shared[], index: number): Shared {
  const story = stories[index];
  if (story === undefined) {
    throw new RangeError(`There is no story ${index}.`);
  }
  return story;
}

/** Who follows each of some people. */
function followersOf(owners: ReadonlySet<number>, { from, to }: Edges): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (let edge = 0; edge < to.length; edge += 1) {
    const owner = at(to, edge);
    if (owners.has(owner)) {
      const known = found.get(owner) ?? [];
      known.push(at(from, edge));
      found.set(owner, known);
    }
  }
  return found;
}
