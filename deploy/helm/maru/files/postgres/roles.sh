#!/bin/sh
# Makes the roles that Maru and the exporter log in with, where they are missing, sets their passwords, and makes
# maru_app the owner of the database and of all in it that belongs to whoever runs this. Run it before every migration:
# it changes nothing that is right, and programs may be at work meanwhile.
#
#   maru_app        owns the database, and may do nothing beyond
#   maru_exporter   reads how the server is (pg_monitor), and no table
#
# usage: roles.sh   (needs psql 14 or newer)
#   PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE
#                                the database, and its superuser; on a managed server the role that came with it
#   POSTGRES_APP_PASSWORD        password of maru_app
#   POSTGRES_EXPORTER_PASSWORD   password of maru_exporter; without it that role is left alone
#   ROLES_TRIES                  how often it tries while the server is away or others hold a table, default: 30
set -eu

: "${POSTGRES_APP_PASSWORD:?set POSTGRES_APP_PASSWORD to the password of maru_app}"
export POSTGRES_EXPORTER_PASSWORD="${POSTGRES_EXPORTER_PASSWORD:-}"
export PGCONNECT_TIMEOUT="${PGCONNECT_TIMEOUT:-5}"

make_roles() {
  psql --no-psqlrc --no-password --quiet --set ON_ERROR_STOP=1 <<'SQL'
-- What maru_app has made in the database must not run as the superuser.
set search_path to pg_catalog, pg_temp;
set client_min_messages to warning;
-- Whoever needs a table waits no longer than that for this.
set lock_timeout to '3s';

select current_setting('is_superuser')::boolean as superuser \gset
\if :superuser
  -- Passwords are nothing for the log.
  set log_statement to none;
  set log_min_duration_statement to -1;
  set log_min_error_statement to panic;
\endif
\getenv app_password POSTGRES_APP_PASSWORD
\getenv exporter_password POSTGRES_EXPORTER_PASSWORD
select :'exporter_password' <> '' as exporter \gset

select format('create role %I', name)
from (values ('maru_app', true), ('maru_exporter', :'exporter')) as wanted (name, is_wanted)
where is_wanted and not exists (select from pg_roles where rolname = name)
\gexec
alter role maru_app login password :'app_password';
\if :exporter
  alter role maru_exporter login password :'exporter_password';
  grant pg_monitor to maru_exporter;
\endif
\if :superuser
  select format('alter role %I nosuperuser nocreatedb nocreaterole noreplication nobypassrls', rolname)
  from pg_roles
  where rolname in ('maru_app', 'maru_exporter')
  \gexec
  -- Since version 16: a place among the connections kept back by reserved_connections, to tell that the others are taken.
  select 'grant pg_use_reserved_connections to maru_exporter'
  from pg_roles
  where :'exporter' and rolname = 'pg_use_reserved_connections'
  \gexec
\else
  -- Only its members may give a role what is theirs.
  grant maru_app to current_user;
\endif

alter database :"DBNAME" owner to maru_app;
-- One after the other, so that each table is locked for a moment only. What a failure leaves is for the next try.
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
\gexec
SQL
}

tries=${ROLES_TRIES:-30}
try=1
until make_roles; do
  if [ "$try" -ge "$tries" ]; then
    echo "roles: given up after $try tries; run it again" >&2
    exit 1
  fi
  try=$((try + 1))
  sleep 2
done
