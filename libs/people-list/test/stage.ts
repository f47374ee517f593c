import { PeopleListModule } from '#libs/people-list';
import { idsOf, type TestHttp } from '#libs/testing';
import type { Person } from '#libs/testing/people';
import { stageOf } from '#libs/testing/stage';

/** What a person asks. */
const words = (app: TestHttp) => ({
  /** Makes a list. @returns its id */
  async lists(owner: Person, name = 'Climbing'): Promise<string> {
    const { body } = await app.request({
      method: 'POST',
      url: '/v1/me/lists',
      as: owner,
      body: { name },
    });
    return String(body.id);
  },

  /** Puts somebody into a list. @returns the status and the code of the problem, if there is one */
  async puts(owner: Person, list: string, { id }: Pick<Person, 'id'>): Promise<string> {
    const url = `/v1/me/lists/${list}/members/${id}`;
    const { status, body } = await app.request({ method: 'PUT', url, as: owner });
    return status === 204 ? '204' : `${status} ${body.code}`;
  },

  takes(owner: Person, list: string, { id }: Pick<Person, 'id'>) {
    const url = `/v1/me/lists/${list}/members/${id}`;
    return app.request({ method: 'DELETE', url, as: owner });
  },

  read(owner: Person, path = '') {
    return app.request({ method: 'GET', url: `/v1/me/lists${path}`, as: owner });
  },

  /** Ids of those in a list; who was added last first. The list counts the same. */
  async membersOf(owner: Person, list: string): Promise<string[]> {
    const { body } = await this.read(owner, `/${list}/members?limit=100`);
    const { body: counted } = await this.read(owner, `/${list}`);
    expect(counted.memberCount).toBe(body.items.length);
    return idsOf(body);
  },
});

/** Opens a program with lists of people. */
export const peopleListStage = stageOf([PeopleListModule], words);

export type PeopleListStage = Awaited<ReturnType<typeof peopleListStage>>;
