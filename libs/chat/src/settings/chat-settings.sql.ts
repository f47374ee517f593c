import { sql, type SqlFragment } from '#libs/database';
import { type IdSql, idSql } from '#libs/social-graph';
import { ADULT_AGE } from './chat-settings.js';

/** SQL: who may begin to write to a person: what was set, or what holds at the person's age. */
export function messagesFrom(user: IdSql): SqlFragment {
  return sql`coalesce(
    (select asked.messages_from from chat_setting asked where asked.user_id = ${idSql(user)}),
    case when ${isMinor(user)} then 'following' else 'everyone' end
  )`;
}

/** SQL: whether partners may see how far a person has read. */
export function givesReceipts(user: IdSql): SqlFragment {
  return sql`coalesce(
    (select asked.read_receipts from chat_setting asked where asked.user_id = ${idSql(user)}),
    true
  )`;
}

/** SQL: whether partners may see that a person is there. */
export function givesPresence(user: IdSql): SqlFragment {
  return sql`coalesce(
    (select asked.presence from chat_setting asked where asked.user_id = ${idSql(user)}),
    false
  )`;
}

/** SQL: whether a person is not grown up, by the calendar day in Korea, like the age at sign-up. */
function isMinor(user: IdSql): SqlFragment {
  return sql`exists (
    select from profile young
    where young.user_id = ${idSql(user)}
      and young.birthday
        > (now() at time zone 'Asia/Seoul')::date - interval '${sql.number(ADULT_AGE)} years'
  )`;
}
