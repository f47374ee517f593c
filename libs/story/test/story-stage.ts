import { stageOf, type TestAnswer } from '#libs/testing';
import type { Person } from '#libs/testing/people';
import { EndingJobs } from '../src/ending/ending.jobs.js';
import { StoryModule } from '../src/index.js';

/** Stories by HTTP. */
export const openStage = stageOf([StoryModule], (app) => {
  const ask = (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    as?: Person,
    body?: object,
  ): Promise<TestAnswer> => app.request({ method, url: `/v1/${path}`, body, ...(as && { as }) });
  return {
    ask,
    /** Nicknames of the authors in somebody's story feed. */
    ringsOf: async (as: Person, query = ''): Promise<string[]> => {
      const { body } = await ask('GET', `feeds/stories${query}`, as);
      return body.items.map((ring: { author: Person }) => ring.author.nickname);
    },
    /** Moves stories back in time; nothing else happens. */
    hoursPass: (hours: number): Promise<unknown> =>
      app.sql(
        `with moved as (
          update story
          set created_at = created_at - $1 * interval '1 hour',
              expires_at = expires_at - $1 * interval '1 hour'
          returning media_id
        )
        update media
        set shown_until = shown_until - $1 * interval '1 hour'
        where id in (select media_id from moved)`,
        [hours],
      ),
    removeEnded: (): Promise<void> => app.get(EndingJobs).removeEnded(),
    /** What answers at the address of a picture. */
    fetched: async (url: string): Promise<number> => {
      const { pathname, search } = new URL(url);
      return (await app.nest.inject({ url: pathname + search })).statusCode;
    },
  };
});

export type StoryStage = Awaited<ReturnType<typeof openStage>>;

/** What a refusal says. */
export const refusal = ({ status, body }: TestAnswer): unknown[] => [status, body?.code];
