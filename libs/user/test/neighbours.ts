/** Makes the tables of libs above this one that its readers join, as far as no loaded lib made them. */
export async function makeNeighbours(app: {
  sql(statement: string): Promise<unknown>;
}): Promise<void> {
  for (const [table, from, to] of [
    ['follow', 'follower_id', 'followee_id'],
    ['follow_request', 'follower_id', 'followee_id'],
    ['block', 'blocker_id', 'blocked_id'],
    ['mute', 'muter_id', 'muted_id'],
  ]) {
    await app.sql(`
      create table if not exists ${table} (
        ${from} bigint not null,
        ${to} bigint not null,
        position bigint not null default next_id(),
        created_at timestamptz not null default now(),
        primary key (${from}, ${to})
      )`);
  }
  await app.sql(`
    create table if not exists post (
      id bigint primary key default next_id(),
      author_id bigint not null,
      slug text,
      title text,
      body text,
      status text not null,
      visibility text not null,
      is_active boolean not null default true
    )`);
}
