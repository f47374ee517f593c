export { PeopleListMemberService } from './members/people-list-member.service.js';
export { PeopleListModule } from './people-list.module.js';
export { PeopleListService } from './owning/people-list.service.js';
