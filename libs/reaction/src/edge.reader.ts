import { Injectable } from '@nestjs/common';
import {
  cursorOf,
  type Id,
  mapPage,
  type MaybeViewer,
  type Page,
  type PageRequest,
  toPage,
  type UserId,
  type Viewer,
} from '#libs/kernel';
import { SqlReader } from '#libs/database';
import { activePerson, noBlockBetween } from '#libs/user';
import type { EdgeKind } from './edges.sql.js';

const LAST_POSITION = '9223372036854775807';

interface Row<Of extends string> {
  readonly id: Id<Of>;
  readonly position: Id;
}

/**
 * Pages of likes and bookmarks, newest first. What a viewer sees is asked row by row along an index: `offset 0`
 * keeps the planner from hashing everybody instead.
 */
@Injectable()
export class EdgeReader {
  constructor(private readonly reader: SqlReader) {}

  /**
   * People at one thing, which the viewer is known to see: active ones, none across a block.
   *
   * @throws DomainError `invalid-cursor`
   */
  async people(
    kind: EdgeKind,
    viewer: MaybeViewer,
    targetId: Id,
    { limit, cursor }: PageRequest,
  ): Promise<Page<UserId>> {
    const places = cursorOf(`${kind.table}.people`, ['id']);
    const rows = await this.reader.query<Row<'user'>>(
      `
      select e.user_id as id, e.position
      from ${kind.table} e
      cross join lateral (
        select
          ${activePerson('e.user_id')}
          and ${noBlockBetween('$1::bigint', 'e.user_id')} as visible
        offset 0
      ) s
      where e.${kind.target} = $2
        and e.position < $4
        and s.visible
      order by e.position desc
      limit $3
      `,
      [
        viewer?.userId ?? null,
        targetId,
        limit + 1,
        ...(cursor === undefined ? [LAST_POSITION] : places.decode(cursor)),
      ],
    );
    return mapPage(
      toPage(rows, limit, ({ position }) => places.encode([position])),
      ({ id }) => id,
    );
  }

  /**
   * Things at which the viewer has an edge and which the viewer can still see, in the order of the edges.
   *
   * @throws DomainError `invalid-cursor`
   */
  async mine<Of extends 'post' | 'comment'>(
    kind: EdgeKind<Of>,
    viewer: Viewer,
    { limit, cursor }: PageRequest,
  ): Promise<Page<Id<Of>>> {
    const places = cursorOf(`${kind.table}.mine`, ['id']);
    const rows = await this.reader.query<Row<Of>>(
      `
      select e.${kind.target} as id, e.position
      from ${kind.table} e
      join ${kind.things} t on t.id = e.${kind.target}
      cross join lateral (select ${kind.visible('t', '$1::bigint')} as visible offset 0) s
      where e.user_id = $1
        and e.position < $3
        and s.visible
      order by e.position desc
      limit $2
      `,
      [
        viewer.userId,
        limit + 1,
        ...(cursor === undefined ? [LAST_POSITION] : places.decode(cursor)),
      ],
    );
    return mapPage(
      toPage(rows, limit, ({ position }) => places.encode([position])),
      ({ id }) => id,
    );
  }
}
