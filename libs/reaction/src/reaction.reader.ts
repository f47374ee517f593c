import { Injectable } from '@nestjs/common';
import { descending, type Keyset, sortKey, sql, type SqlFragment, SqlReader } from '#libs/database';
import { NotFound } from '#libs/http';
import {
  DomainError,
  type Id,
  mapPage,
  type MaybeViewer,
  type Page,
  type PageRequest,
  type UserId,
  type Viewer,
} from '#libs/kernel';
import { activePerson, noBlockBetween } from '#libs/social-graph';
import type { ReactionKind } from './reaction-kind.sql.js';

interface Row<Of extends string> {
  readonly id: Id<Of>;
  readonly position: Id;
}

/** SQL of the viewer's id, null when nobody is signed in. */
const idOf = (viewer: MaybeViewer): SqlFragment => sql`${viewer?.userId ?? null}::bigint`;

/** The order of edges `e`, newest first. */
const newest = ({ edges }: ReactionKind, list: string): Keyset =>
  descending(`${edges.table}.${list}`, sortKey('e.position', 'id', 'position'));

/**
 * Reads likes and bookmarks, newest first. What a viewer sees is asked row by row along an index: `offset 0`
 * keeps the planner from hashing everybody instead.
 */
@Injectable()
export class ReactionReader {
  constructor(private readonly reader: SqlReader) {}

  /**
   * People who react to a thing: active ones, none across a block.
   *
   * @throws DomainError `not-found` when the viewer can't see the thing, `invalid-cursor`
   */
  async people(
    kind: ReactionKind,
    viewer: MaybeViewer,
    targetId: Id,
    request: PageRequest,
  ): Promise<Page<UserId>> {
    if (!(await this.isSeen(kind, viewer, targetId))) {
      throw new DomainError(NotFound);
    }
    const { table, target } = kind.edges;
    const page = await this.reader.page<Row<'user'>>(
      newest(kind, 'people'),
      request,
      ({ after, order, limit }) => sql`
      select e.user_id as id, e.position
      from ${sql.raw(table)} e
      cross join lateral (
        select
          ${activePerson('e.user_id')}
          and ${noBlockBetween(idOf(viewer), 'e.user_id')} as visible
        offset 0
      ) s
      where e.${sql.raw(target)} = ${targetId}
        and ${after}
        and s.visible
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(page, ({ id }) => id);
  }

  /**
   * Things to which the viewer reacted and which the viewer can still see, the last one first.
   *
   * @throws DomainError `invalid-cursor`
   */
  async mine<Of extends string>(
    kind: ReactionKind<Of>,
    viewer: Viewer,
    request: PageRequest,
  ): Promise<Page<Id<Of>>> {
    const me = idOf(viewer);
    const target = sql.raw(`e.${kind.edges.target}`);
    const page = await this.reader.page<Row<Of>>(
      newest(kind, 'mine'),
      request,
      ({ after, order, limit }) => sql`
      select ${target} as id, e.position
      from ${sql.raw(kind.edges.table)} e
      join ${sql.raw(kind.of.noun)} t on t.id = ${target}
      cross join lateral (select ${kind.of.visible('t', me)} as visible offset 0) s
      where e.user_id = ${me}
        and ${after}
        and s.visible
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(page, ({ id }) => id);
  }

  /** Whether the viewer can see a thing and react to it. */
  async isSeen({ of }: ReactionKind, viewer: MaybeViewer, targetId: Id): Promise<boolean> {
    const seen = await this.reader.one(
      sql`
      select
      from ${sql.raw(of.noun)} t
      where t.id = ${targetId} and ${of.visible('t', idOf(viewer))}
      `,
    );
    return seen !== undefined;
  }
}
