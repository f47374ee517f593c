/**
 * Makes `maru_app` the owner of everything in the database that belongs to whoever runs this, extensions apart: what
 * versions of Maru made that logged in as the superuser. PostgreSQL's own `reassign owned` refuses to for the superuser
 * of a cluster. All or nothing; does nothing when there is nothing. Functions and operators that the role has made are
 * not looked at: they would run as the superuser.
 */
export const HAND_OVER = `
set search_path to pg_catalog, pg_temp;

do $$
declare
  command text;
begin
  for command in
    with own as (select oid from pg_roles where rolname = current_user),
    member as (select classid, objid from pg_depend where deptype = 'e')
    select format('alter schema %I owner to maru_app', n.nspname)
    from pg_namespace n
    where n.nspowner = (select oid from own) and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and (n.oid, 'pg_namespace'::regclass::oid) not in (select objid, classid from member)
    union all
    select format('alter table %I.%I owner to maru_app', n.nspname, c.relname)
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relowner = (select oid from own) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
      and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and (c.oid, 'pg_class'::regclass::oid) not in (select objid, classid from member)
      -- The sequence of a column follows its table.
      and not exists (
        select from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and c.relkind = 'S'
          and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
      )
    union all
    select format('alter routine %s owner to maru_app', p.oid::regprocedure)
    from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where p.proowner = (select oid from own) and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and (p.oid, 'pg_proc'::regclass::oid) not in (select objid, classid from member)
    union all
    select format('alter type %I.%I owner to maru_app', n.nspname, t.typname)
    from pg_type t
    join pg_namespace n on n.oid = t.typnamespace
    where t.typowner = (select oid from own) and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and t.typtype in ('e', 'd', 'r')
      and (t.oid, 'pg_type'::regclass::oid) not in (select objid, classid from member)
  loop
    execute command;
  end loop;
end
$$`;
