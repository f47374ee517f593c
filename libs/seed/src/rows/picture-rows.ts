import type { People } from '../community/people.js';
import type { Picture } from '../community/pictures.js';
import type { Posts } from '../community/posts.js';
import { Random } from '../community/random.js';
import type { Phrasebook } from '../text/phrasebook.js';
import { type Painting, storageKeyOf } from './gallery.js';
import { personId } from './people-rows.js';
import { postId } from './post-rows.js';
import type { RowSource } from './row-source.js';
import type { RowWriter } from './row-writer.js';
import { endOfStory, pictureId, storyId } from './story-rows.js';

/** Pictures that are processed and attached. */
export function mediaRows(
  pictures: readonly Picture[],
  paintings: readonly Painting[],
  { people, posts, book, seed }: { people: People; posts: Posts; book: Phrasebook; seed: number },
): RowSource {
  const random = Random.for('alt texts', seed);
  return {
    table: 'media',
    columns: [
      'id',
      'owner_id',
      'name',
      'alt_text',
      'mime_type',
      'width',
      'height',
      'bytes',
      'blurhash',
      'status',
      'storage_key',
      'is_public',
      'attachment_type',
      'attachment_id',
      'shown_until',
      'detached_at',
      'created_at',
      'updated_at',
    ],
    count: pictures.length,
    write: (rows, index) => {
      const picture = pictures[index];
      const painting = paintings[picture?.painting ?? -1];
      if (picture === undefined || painting === undefined) {
        throw new RangeError(`There is no picture ${index}.`);
      }
      const { voice } = book.of(people.languageOf(picture.owner));
      rows.row(18);
      pictureId(rows, picture, index);
      personId(rows, people, picture.owner);
      rows.text(`picture-${index + 1}.jpg`);
      rows.textOrNull(random.chance(0.8) ? voice.altText(random) : undefined);
      rows.text('image/jpeg');
      rows.integer(painting.width);
      rows.integer(painting.height);
      rows.integer(painting.original.length);
      rows.text(painting.blurhash);
      rows.text('ready');
      rows.text(storageKeyOf(picture, people));
      rows.boolean(picture.isPublic);
      rows.text(picture.kind);
      if (picture.post !== undefined) {
        postId(rows, posts, picture.post);
      } else if (picture.kind === 'story') {
        storyId(rows, picture, index);
      } else {
        personId(rows, people, picture.owner);
      }
      rows.timeOrNull(picture.kind === 'story' ? endOfStory(picture) : undefined);
      rows.null();
      rows.time(picture.uploadedAt);
      rows.time(picture.uploadedAt);
    },
  };
}

/** Which pictures posts have. */
export function postImageRows(pictures: readonly Picture[], posts: Posts): RowSource {
  return {
    table: 'post_image',
    columns: ['post_id', 'media_id', 'ordinal'],
    count: pictures.length,
    write: (rows, index) => {
      const picture = pictures[index];
      if (picture?.post !== undefined) {
        rows.row(3);
        postId(rows, posts, picture.post);
        pictureId(rows, picture, index);
        rows.smallint(picture.ordinal);
      }
    },
  };
}

/** Writes the id of the picture of a profile, or null, for each person. */
export function portraitWriter(
  pictures: readonly Picture[],
): (rows: RowWriter, person: number) => void {
  const portraits = new Map<number, number>();
  pictures.forEach(({ owner, kind }, index) => {
    if (kind === 'profile') {
      portraits.set(owner, index);
    }
  });
  return (rows, person) => {
    const index = portraits.get(person);
    const picture = index === undefined ? undefined : pictures[index];
    if (index === undefined || picture === undefined) {
      rows.null();
    } else {
      pictureId(rows, picture, index);
    }
  };
}
