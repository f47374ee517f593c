import { Injectable } from '@nestjs/common';
import {
  type Id,
  mapPage,
  type MaybeViewer,
  type Page,
  type PageRequest,
  type UserId,
  type Viewer,
} from '#libs/kernel';
import { descending, type Keyset, sortKey, sql, SqlReader } from '#libs/database';
import { activePerson, noBlockBetween } from '#libs/social-graph';
import type { EdgeKind } from './edges.sql.js';

interface Row<Of extends string> {
  readonly id: Id<Of>;
  readonly position: Id;
}

/** The order of edges `e`, newest first. */
const newest = ({ table }: EdgeKind, list: string): Keyset =>
  descending(`${table}.${list}`, sortKey('e.position', 'id', 'position'));

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
    request: PageRequest,
  ): Promise<Page<UserId>> {
    const page = await this.reader.page<Row<'user'>>(
      newest(kind, 'people'),
      request,
      ({ after, order, limit }) => sql`
      select e.user_id as id, e.position
      from ${sql.raw(kind.table)} e
      cross join lateral (
        select
          ${activePerson('e.user_id')}
          and ${noBlockBetween(sql`${viewer?.userId ?? null}::bigint`, 'e.user_id')} as visible
        offset 0
      ) s
      where e.${sql.raw(kind.target)} = ${targetId}
        and ${after}
        and s.visible
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(page, ({ id }) => id);
  }

  /**
   * Things at which the viewer has an edge and which the viewer can still see, in the order of the edges.
   *
   * @throws DomainError `invalid-cursor`
   */
  async mine<Of extends 'post' | 'comment'>(
    kind: EdgeKind<Of>,
    viewer: Viewer,
    request: PageRequest,
  ): Promise<Page<Id<Of>>> {
    const me = sql`${viewer.userId}::bigint`;
    const target = sql.raw(`e.${kind.target}`);
    const page = await this.reader.page<Row<Of>>(
      newest(kind, 'mine'),
      request,
      ({ after, order, limit }) => sql`
      select ${target} as id, e.position
      from ${sql.raw(kind.table)} e
      join ${sql.raw(kind.things)} t on t.id = ${target}
      cross join lateral (select ${kind.visible('t', me)} as visible offset 0) s
      where e.user_id = ${me}
        and ${after}
        and s.visible
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(page, ({ id }) => id);
  }
}
