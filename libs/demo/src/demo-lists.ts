import { Injectable } from '@nestjs/common';
import { PeopleListMemberService, PeopleListService } from '#libs/people-list';
import { type DemoPeople, personIn } from './demo-members.js';

/** Lists that people of the demo community keep. */
const demoLists = [
  { owner: 'mina', name: '산 친구들', members: ['haneul', 'oliver'] },
  { owner: 'haneul', name: 'Bread and hills', members: ['oliver', 'grace'] },
];

/** Lets people of the demo community keep lists. */
@Injectable()
export class DemoLists {
  constructor(
    private readonly lists: PeopleListService,
    private readonly members: PeopleListMemberService,
  ) {}

  async keep(people: DemoPeople): Promise<void> {
    for (const { owner, name, members } of demoLists) {
      const viewer = personIn(people, owner);
      const list = await this.lists.create(viewer, name);
      for (const member of members) {
        await this.members.add(viewer, list, personIn(people, member).userId);
      }
    }
  }
}
