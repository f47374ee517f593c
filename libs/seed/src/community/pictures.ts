import { at } from './column.js';
import type { People } from './people.js';
import type { Posts } from './posts.js';
import { Random } from './random.js';
import type { SeedSizes } from './sizes.js';
import type { Timeline } from './timeline.js';

/** One picture of a post, a profile or a story. */
export interface Picture {
  readonly owner: number;
  /** What has it. */
  readonly kind: 'post' | 'profile' | 'story';
  /** The post that has it. */
  readonly post: number | undefined;
  /** Place among the pictures of the post. */
  readonly ordinal: number;
  /** Which of the painted pictures it shows. */
  readonly painting: number;
  /** Whether what it belongs to is for everyone. */
  readonly isPublic: boolean;
  /** 32 hexadecimal digits: the folder of its objects. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly uploadedAt: number;
}

const ON_PROFILES = 0.2;
const IN_STORIES = 0.15;
/** Of so many people one has a story. */
const SHARING = 100;
/** Stories were shared so many milliseconds ago at most: most of their day is left. */
const STORY_AGE = 4 * 60 * 60_000;
const MOST_OF_POST = 4;
/** Of so many posts with pictures one has no words. */
const WORDLESS = 4;

/** The paintings that so many pictures share: many look alike, each has objects of its own. */
export function paintingsFor(pictures: number): number {
  return Math.min(pictures, 64, Math.ceil(Math.sqrt(pictures)) + 2);
}

/** Exactly so many pictures, unless too few posts can have one. */
export function choosePictures(
  { people, posts, timeline }: { people: People; posts: Posts; timeline: Timeline },
  { pictures }: SeedSizes,
  seed: number,
): Picture[] {
  const random = Random.for('pictures', seed);
  const chosen: Picture[] = [];
  const add = (
    picture: Pick<Picture, 'kind' | 'owner' | 'post' | 'ordinal' | 'isPublic'>,
    uploadedAt: number,
  ): void => {
    chosen.push({
      ...picture,
      painting: random.below(paintingsFor(pictures)),
      name: Array.from({ length: 4 }, () => random.bits().toString(16).padStart(8, '0')).join(''),
      uploadedAt,
    });
  };
  const joinedOrLater = (owner: number): number =>
    Math.min(at(people.joinedAt, owner) + 600_000, timeline.end - 60_000);

  const portraits = Math.min(Math.floor(pictures * ON_PROFILES), Math.floor(people.count / 10));
  const shown = new Set<number>();
  while (shown.size < portraits) {
    shown.add(people.popular(random));
  }
  for (const owner of shown) {
    const profile = { kind: 'profile', post: undefined, ordinal: 0, isPublic: true } as const;
    add({ owner, ...profile }, joinedOrLater(owner));
  }
  const stories = Math.min(Math.floor(pictures * IN_STORIES), Math.ceil(people.count / SHARING));
  for (let tries = 0, shared = 0; shared < stories && tries < stories * 20; tries += 1) {
    const owner = people.popular(random);
    const uploadedAt = timeline.end - 60_000 - random.below(STORY_AGE);
    if (people.isActive(owner) && joinedOrLater(owner) < uploadedAt) {
      add({ kind: 'story', owner, post: undefined, ordinal: 0, isPublic: false }, uploadedAt);
      shared += 1;
    }
  }
  const pictured = new Set<number>();
  for (let tries = 0; chosen.length < pictures && tries < pictures * 20; tries += 1) {
    const post = random.below(posts.count);
    if (canHavePictures(post, people, posts) && !pictured.has(post)) {
      pictured.add(post);
      const size = Math.min(1 + random.below(MOST_OF_POST), pictures - chosen.length);
      for (let ordinal = 0; ordinal < size; ordinal += 1) {
        const owner = at(posts.authors, post);
        const isPublic = posts.isForEveryone(post);
        add({ kind: 'post', owner, post, ordinal, isPublic }, at(posts.createdAt, post));
      }
    }
  }
  return chosen;
}

/** Posts whose pictures speak for themselves. */
export function wordlessAmong(pictures: readonly Picture[], posts: Posts): Set<number> {
  return new Set(
    pictures.flatMap(({ post }) =>
      post !== undefined && at(posts.words, post) % WORDLESS === 0 ? [post] : [],
    ),
  );
}

function canHavePictures(post: number, people: People, posts: Posts): boolean {
  return (
    posts.isThere(post) &&
    posts.publishedAt(post) !== undefined &&
    people.isActive(at(posts.authors, post))
  );
}
