import { Injectable } from '@nestjs/common';
import { descending, idsIn, prepared, sortKey, sql, SqlReader } from '#libs/database';
import { mapPage, type Page, type PageRequest, type UserId, type Viewer } from '#libs/kernel';
import { MediaReader } from '#libs/media';
import { presentSummary } from '#libs/people';
import type { NotificationId, NotificationKind } from '../notification/notification.js';
import { toldActs } from '../notification/told.sql.js';
import type { NotificationDto } from './notification.dto.js';
import { type NotificationRow, notifications } from './notification.sql.js';

/** What is asked of the list. */
export interface NotificationRequest extends PageRequest {
  readonly kind?: NotificationKind | undefined;
  /** Only what is not seen. */
  readonly unseen?: boolean | undefined;
}

/** Rows of the longest page and one more. */
const MOST_ROWS = 101;
/** More unseen ones are not counted. */
const MOST_UNSEEN = 100;

const NEWEST = descending('notifications.newest', sortKey('n.id', 'id', 'id'));

const PAGE = prepared<{
  readonly viewer: UserId;
  readonly before: string | number | undefined;
  /** Empty for all. */
  readonly kind: NotificationKind | '';
  readonly unseen: boolean;
  readonly rows: number;
}>(
  'notification.page',
  (slot) => sql`
  select *
  from (
    ${notifications(sql`
        n.user_id = ${slot('viewer')}::bigint
        and ${NEWEST.afterPlace([slot('before')])}
        and (${slot('kind')}::text = '' or n.kind = ${slot('kind')}::text)
        and (not ${slot('unseen')}::boolean or n.id > coalesce(state.seen_up_to, 0))`)}
    order by ${NEWEST.order}
    limit ${sql.number(MOST_ROWS)}
  ) page
  limit ${slot('rows')}
  `,
);

const KNOWN = prepared<{ readonly viewer: UserId; readonly ids: readonly NotificationId[] }>(
  'notification.known',
  (slot) =>
    notifications(
      sql`n.id = any (${idsIn(slot('ids'))}) and n.user_id = ${slot('viewer')}::bigint`,
    ),
);

const UNSEEN = prepared<{ readonly people: readonly UserId[] }>(
  'notification.unseen',
  (slot) => sql`
  select person.id as "userId", unseen.amount
  from unnest(${idsIn(slot('people'))}) as person (id)
  left join notification_state state on state.user_id = person.id
  cross join lateral (
    select count(*)::integer as amount
    from (
      select
      from notification n
      where n.user_id = person.id
        and n.id > coalesce(state.seen_up_to, 0)
        and exists (${toldActs('n', 1)})
      order by n.id desc
      limit ${sql.number(MOST_UNSEEN)}
    ) told
  ) unseen
  `,
);

/** Reads what people are told of, as it is now: nothing of it is stored. */
@Injectable()
export class NotificationReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly media: MediaReader,
  ) {}

  /** One page, newest first, by one statement. @throws DomainError `invalid-cursor` */
  async page(
    { userId: viewer }: Viewer,
    request: NotificationRequest,
  ): Promise<Page<NotificationDto>> {
    const { kind = '', unseen = false, limit } = request;
    const [before] = NEWEST.start(request);
    const rows = await this.reader.query<NotificationRow>(
      PAGE({ viewer, before, kind, unseen, rows: limit + 1 }),
    );
    return mapPage(NEWEST.page(rows, limit), (row) => this.present(row));
  }

  /** The newest ones that a person has not seen; one statement. */
  async unseenOf(viewer: UserId, limit: number): Promise<NotificationDto[]> {
    const [before] = NEWEST.start({ cursor: undefined });
    const rows = await this.reader.query<NotificationRow>(
      PAGE({ viewer, before, kind: '', unseen: true, rows: limit }),
    );
    return rows.map((row) => this.present(row));
  }

  /** Those of the notifications of a person that there is something to tell of, in no order; one statement. */
  async known(viewer: UserId, ids: readonly NotificationId[]): Promise<NotificationDto[]> {
    const rows = await this.reader.query<NotificationRow>(KNOWN({ viewer, ids }));
    return rows.map((row) => this.present(row));
  }

  /** How many each of these people has not seen; 100 means that or more. One statement. */
  async unseen(people: readonly UserId[]): Promise<Map<UserId, number>> {
    const rows = await this.reader.query<{ userId: UserId; amount: number }>(UNSEEN({ people }));
    return new Map(rows.map(({ userId, amount }) => [userId, amount]));
  }

  private present({ actors, ...row }: NotificationRow): NotificationDto {
    const { pictures } = this.media;
    return { ...row, actors: actors.map((actor) => presentSummary(actor, pictures)) };
  }
}
