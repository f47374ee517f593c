import { sql } from '#libs/database';
import { streamStatements } from '#libs/live';

/** SQL: the sessions that may act. */
const OPEN_SESSIONS = sql`
  select s.id as session_id, s.user_id
  from session s
  join user_account u on u.id = s.user_id
  where s.revoked_at is null and u.is_active
`;

/** What streams are read by: for open sessions only. */
export const SESSION_STREAMS = streamStatements(OPEN_SESSIONS);
