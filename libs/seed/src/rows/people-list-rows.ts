import { at } from '../community/column.js';
import type { Edges } from '../community/graph.js';
import type { People } from '../community/people.js';
import type { Community } from './community.js';
import { personId } from './people-rows.js';
import type { RowSource } from './row-source.js';
import type { RowWriter } from './row-writer.js';

/** Every so many follows somebody is put into the list of the follower. */
const EVERY = 10;
const MOST = 100;
const NAMES = { ko: '가까운 사람들', en: 'Close to me' };

/** Follows whose followee is in a list of the follower. */
interface Listed {
  /** The first follow of each list. */
  readonly lists: Uint32Array;
  /** All follows that fill one, and for each the first one of its list. */
  readonly members: Uint32Array;
  readonly listOf: Uint32Array;
}

/** Lists in which people keep some of those whom they follow, one for each who has any. */
export function peopleListRows({ graph, people }: Community): RowSource[] {
  const { follows } = graph;
  const inLists = listed(follows);
  const { lists } = inLists;
  return [
    {
      table: 'people_list',
      columns: ['id', 'owner_id', 'name', 'created_at', 'updated_at'],
      count: lists.length,
      write: (rows, list) => {
        const first = at(lists, list);
        const owner = at(follows.from, first);
        const time = at(follows.times, first);
        rows.row(5);
        listId(rows, follows, first);
        personId(rows, people, owner);
        rows.text(NAMES[people.languageOf(owner)]);
        rows.time(time);
        rows.time(time);
      },
    },
    memberRows(follows, people, inLists),
  ];
}

function memberRows(follows: Edges, people: People, { members, listOf }: Listed): RowSource {
  return {
    table: 'people_list_member',
    columns: ['list_id', 'member_id', 'owner_id', 'position'],
    count: members.length,
    write: (rows, member) => {
      const follow = at(members, member);
      rows.row(4);
      listId(rows, follows, at(listOf, member));
      personId(rows, people, at(follows.to, follow));
      personId(rows, people, at(follows.from, follow));
      rows.id(at(follows.times, follow), follow);
    },
  };
}

function listed({ from }: Edges): Listed {
  const begun = new Map<number, { first: number; size: number }>();
  const lists: number[] = [];
  const members: number[] = [];
  const listOf: number[] = [];
  for (let follow = 0; follow < from.length; follow += EVERY) {
    const owner = at(from, follow);
    const list = begun.get(owner) ?? { first: follow, size: 0 };
    if (list.size === 0) {
      begun.set(owner, list);
      lists.push(follow);
    }
    if (list.size < MOST) {
      list.size += 1;
      members.push(follow);
      listOf.push(list.first);
    }
  }
  return {
    lists: Uint32Array.from(lists),
    members: Uint32Array.from(members),
    listOf: Uint32Array.from(listOf),
  };
}

function listId(rows: RowWriter, { times }: Edges, first: number): void {
  rows.id(at(times, first), first);
}
