import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import { JOB_SCHEMA } from '#libs/jobs';

/** Writes of the job queue that no job makes: removing what it still tells of a person. */
@Injectable()
export class JobTracesRepository {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Removes the jobs, waiting, done and dead, that carry one of these texts as a value: the id of a person,
   * an email address. From lists of many ids only these are taken; an outcome that mentions one is emptied.
   * In the transaction of the caller.
   *
   * @returns how many jobs were removed
   */
  async remove(texts: readonly string[]): Promise<number> {
    const textsValue = sql.value(texts);
    await this.work.execute(
      sql`
      update ${sql.raw(JOB_SCHEMA)}.job
      set data = (
        select jsonb_object_agg(
          key,
          case when jsonb_typeof(value) = 'array' then value - ${textsValue}::text[] else value end
        )
        from jsonb_each(data)
      )
      where case when jsonb_typeof(data) = 'object' then exists (
        select
        from jsonb_each(data)
        where jsonb_typeof(value) = 'array' and value ?| ${textsValue}::text[]
      ) end
      `,
    );
    await this.work.execute(
      sql`
      update ${sql.raw(JOB_SCHEMA)}.job
      set output = null, source_output = null
      where exists (
        select
        from unnest(${texts}::text[]) as t (trace)
        where strpos(concat(output, source_output), t.trace) > 0
      )
      `,
    );
    const { count } = await this.work.execute(
      sql`
      delete from ${sql.raw(JOB_SCHEMA)}.job
      where singleton_key = any (${textsValue}::text[])
        or exists (
          select
          from jsonb_path_query(data, '$.**') as v (value)
          where v.value #>> '{}' = any (${textsValue}::text[])
        )
      `,
    );
    return count;
  }
}
