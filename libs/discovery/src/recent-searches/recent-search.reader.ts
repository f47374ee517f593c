import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, type SqlFragment, SqlReader } from '#libs/database';
import { mapPage, type Page, type PageRequest, type UserId } from '#libs/kernel';
import { MediaReader } from '#libs/media';
import { presentSummary, summaryOf, type SummaryRow } from '#libs/people';
import { activePerson, notBlockedBy } from '#libs/social-graph';
import type { RecentSearch, RecentSearchId, SearchKind } from './recent-search.js';

const NEWEST = descending('recent-searches', sortKey('r.position', 'id', 'position'));

interface SearchRow {
  readonly id: RecentSearchId;
  readonly kind: SearchKind;
  readonly user: SummaryRow | null;
  readonly text: string | null;
  readonly position: string;
  readonly searchedAt: Date;
}

/** SQL of the searches `r` of a person that the person finds again, but for a condition and an order. */
const found = (personId: UserId): SqlFragment => sql`
  select
    r.id,
    r.kind,
    ${summaryOf('r.user_id')} as user,
    r.text,
    r.position,
    r.searched_at as "searchedAt"
  from recent_search r
  where r.person_id = ${personId}
    and (
      r.user_id is null
      or (${activePerson('r.user_id')} and ${notBlockedBy(sql`${personId}::bigint`, 'r.user_id')})
    )`;

/** Reads what people have looked for, each for the person alone. */
@Injectable()
export class RecentSearchReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly media: MediaReader,
  ) {}

  /**
   * Searches of a person, newest first, without those for people who can't be seen any more.
   *
   * @throws DomainError `invalid-cursor`
   */
  async page(personId: UserId, request: PageRequest): Promise<Page<RecentSearch>> {
    const page = await this.reader.page<SearchRow>(
      NEWEST,
      request,
      ({ after, order, limit }) => sql`
      ${found(personId)} and ${after}
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(page, (row) => this.present(row));
  }

  /** One of them. */
  async own(personId: UserId, id: RecentSearchId): Promise<RecentSearch | undefined> {
    const row = await this.reader.one<SearchRow>(sql`${found(personId)} and r.id = ${id}`);
    return row && this.present(row);
  }

  private present({ user, ...row }: SearchRow): RecentSearch {
    return {
      id: row.id,
      kind: row.kind,
      user: user === null ? null : presentSummary(user, this.media.pictures),
      text: row.text,
      searchedAt: row.searchedAt,
    };
  }
}
