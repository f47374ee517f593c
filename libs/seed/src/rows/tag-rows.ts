import { nameKey } from '#libs/kernel';
import { at, increment } from '../community/column.js';
import type { Community } from './community.js';
import { postId } from './post-rows.js';
import type { RowSource } from './row-source.js';
import type { RowWriter } from './row-writer.js';

/** Tags, what each post has of them, and their counters: three tables, to be written in this order. */
export function tagRows(
  names: readonly string[],
  { posts, tagging, timeline }: Pick<Community, 'posts' | 'tagging' | 'timeline'>,
): readonly [RowSource, RowSource, RowSource] {
  const counts = new Int32Array(names.length);
  const tagId = (rows: RowWriter, tag: number): void => rows.id(timeline.start, tag);
  return [
    {
      table: 'tag',
      columns: ['id', 'name', 'name_folded'],
      count: names.length,
      write: (rows, tag) => {
        const name = names[tag] ?? '';
        rows.row(3);
        tagId(rows, tag);
        rows.text(name);
        rows.text(nameKey(name));
      },
    },
    {
      table: 'post_tag',
      columns: ['post_id', 'tag_id', 'ordinal'],
      count: posts.count,
      write: (rows, post) => {
        tagging.of(post).forEach((tag, ordinal) => {
          rows.row(3);
          postId(rows, posts, post);
          tagId(rows, tag);
          rows.smallint(ordinal);
          if (posts.isForEveryone(post)) {
            increment(counts, tag);
          }
        });
      },
    },
    {
      table: 'tag_counter',
      columns: ['tag_id', 'post_count', 'name_folded'],
      count: names.length,
      write: (rows, tag) => {
        rows.row(3);
        tagId(rows, tag);
        rows.integer(at(counts, tag));
        rows.text(nameKey(names[tag] ?? ''));
      },
    },
  ];
}
