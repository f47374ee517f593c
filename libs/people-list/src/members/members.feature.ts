import type { Feature } from '#libs/database';
import { BlockedMemberHandler } from './blocked-member.handler.js';
import { PeopleListMemberController } from './people-list-member.controller.js';
import { PeopleListMemberRepository } from './people-list-member.repository.js';
import { PeopleListMemberService } from './people-list-member.service.js';

/** What the module takes from this folder. */
export const membersFeature: Feature = {
  controllers: [PeopleListMemberController],
  providers: [BlockedMemberHandler, PeopleListMemberRepository, PeopleListMemberService],
};
