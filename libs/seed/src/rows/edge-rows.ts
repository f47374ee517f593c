import { at } from '../community/column.js';
import type { Edges } from '../community/graph.js';
import type { People } from '../community/people.js';
import type { Marks } from '../community/reactions.js';
import { personId } from './people-rows.js';
import type { RowSource } from './row-source.js';
import type { RowWriter } from './row-writer.js';

/** Edges between people: follows, requests, blocks, mutes. */
export function edgeRows(
  table: string,
  [from, to]: readonly [string, string],
  edges: Edges,
  people: People,
): RowSource {
  return {
    table,
    columns: [from, to, 'position', 'created_at'],
    count: edges.times.length,
    write: (rows, edge) => {
      const time = at(edges.times, edge);
      rows.row(4);
      personId(rows, people, at(edges.from, edge));
      personId(rows, people, at(edges.to, edge));
      rows.id(time, edge);
      rows.time(time);
    },
  };
}

/** Marks of people on things: likes and bookmarks. @param writeThing writes the id of a thing */
export function markRows(
  table: string,
  column: string,
  marks: Marks,
  people: People,
  writeThing: (rows: RowWriter, thing: number) => void,
): RowSource {
  return {
    table,
    columns: [column, 'user_id', 'position', 'created_at'],
    count: marks.times.length,
    write: (rows, mark) => {
      const time = at(marks.times, mark);
      rows.row(4);
      writeThing(rows, at(marks.things, mark));
      personId(rows, people, at(marks.people, mark));
      rows.id(time, mark);
      rows.time(time);
    },
  };
}
