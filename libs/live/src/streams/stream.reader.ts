import { Injectable } from '@nestjs/common';
import { idsIn, prepared, sql, SqlReader } from '#libs/database';
import type { Id, SessionId, UserId } from '#libs/kernel';
import { type LivePlace, NOWHERE } from './event-id.js';
import { StreamStatements } from './stream-statements.sql.js';

/** An event of a person's log. */
export interface LogEvent {
  readonly seq: number;
  readonly type: string;
  readonly subjectId: Id;
  /** Seconds since it was made. */
  readonly age: number;
}

/** What was read for a stream. */
export interface LogPart {
  /** Where the log ends now. */
  readonly newest: LivePlace;
  /** What comes after the place, in order; not all when there is much. */
  readonly events: readonly LogEvent[];
}

/** A stream that is read for. */
export interface LogRequest {
  readonly sessionId: SessionId;
  readonly userId: UserId;
  /** Number of the last event that it has; `null` to know only where the log ends. */
  readonly after: number | null;
}

interface EventRow {
  /** Which of the requests, from 1 on. */
  readonly number: number;
  readonly epoch: number | null;
  readonly newest: number | null;
  readonly seq: number | null;
  readonly type: string | null;
  readonly subjectId: Id | null;
  readonly age: number | null;
}

const POSITIONS = prepared<{ people: readonly UserId[] }>(
  'live.positions',
  (slot) => sql`
  select user_id as "userId", epoch, seq
  from live_position
  where user_id = any (${idsIn(slot('people'))})
  `,
);

/** Reads logs for streams. */
@Injectable()
export class StreamReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly statements: StreamStatements,
  ) {}

  /** What each of these streams is to be sent; `undefined` for those whose session is not open any more. */
  async parts(requests: readonly LogRequest[]): Promise<(LogPart | undefined)[]> {
    const rows = await this.reader.query<EventRow>(
      this.statements.events({
        sessions: requests.map(({ sessionId }) => sessionId),
        people: requests.map(({ userId }) => userId),
        after: requests.map(({ after }) => after),
      }),
    );
    const byNumber = new Map<number, EventRow[]>();
    for (const row of rows) {
      byNumber.set(row.number, [...(byNumber.get(row.number) ?? []), row]);
    }
    return requests.map((_, index) => partOf(byNumber.get(index + 1)));
  }

  /** Which of these sessions are open. */
  async open(sessions: readonly SessionId[]): Promise<Set<SessionId>> {
    const rows = await this.reader.query<{ sessionId: SessionId }>(
      this.statements.open({ sessions }),
    );
    return new Set(rows.map(({ sessionId }) => sessionId));
  }

  /** Where the logs of these people end; those without a log are left out. */
  async positions(people: readonly UserId[]): Promise<Map<UserId, LivePlace>> {
    const rows = await this.reader.query<{ userId: UserId } & LivePlace>(POSITIONS({ people }));
    return new Map(rows.map(({ userId, epoch, seq }) => [userId, { epoch, seq }]));
  }
}

function partOf(rows: readonly EventRow[] | undefined): LogPart | undefined {
  const [first] = rows ?? [];
  if (rows === undefined || first === undefined) {
    return undefined;
  }
  const { epoch, newest } = first;
  return {
    newest: epoch === null || newest === null ? NOWHERE : { epoch, seq: newest },
    events: rows.flatMap(({ seq, type, subjectId, age }) =>
      seq === null || type === null || subjectId === null || age === null
        ? []
        : [{ seq, type, subjectId, age }],
    ),
  };
}
