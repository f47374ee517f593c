import { Injectable } from '@nestjs/common';
import { ascending, NOBODY, prepared, sortKey, sql, SqlReader } from '#libs/database';
import { mapPage, type MaybeViewer, type Page, type PageRequest, type UserId } from '#libs/kernel';
import { discoverable, suggestable } from '../eligibility/suggestable.sql.js';
import { NEIGHBOURS } from '../neighbours/neighbourhood.js';

const NEAREST = ascending('people.similar', sortKey('n.place', 'integer', 'place'));

const SIMILAR = prepared<{
  viewer: UserId | typeof NOBODY;
  person: UserId;
  after: string | number | undefined;
  limit: number;
}>(
  'discovery.similar',
  (slot) => sql`
  select n.neighbour_id as id, n.place
  from person_neighbour n
  where n.person_id = ${slot('person')}::bigint
    and ${discoverable('n.person_id')}
    and ${NEAREST.afterPlace([slot('after')])}
    and ${suggestable(sql`${slot('viewer')}::bigint`, 'n.neighbour_id')}
  order by ${NEAREST.order}
  limit least(${slot('limit')}::integer, ${sql.number(NEIGHBOURS)})
  `,
);

/** Reads who is followed by the same people as a person. */
@Injectable()
export class SimilarPeopleReader {
  constructor(private readonly reader: SqlReader) {}

  /** Ids of one page, the nearest first, of whom the viewer may be shown. @throws DomainError `invalid-cursor` */
  async page(viewer: MaybeViewer, person: UserId, request: PageRequest): Promise<Page<UserId>> {
    const [after] = NEAREST.start(request);
    const rows = await this.reader.query<{ id: UserId; place: number }>(
      SIMILAR({ viewer: viewer?.userId ?? NOBODY, person, after, limit: request.limit + 1 }),
    );
    return mapPage(NEAREST.page(rows, request.limit), ({ id }) => id);
  }
}
