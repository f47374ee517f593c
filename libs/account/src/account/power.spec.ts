import type { Role } from '#libs/kernel';
import { mayAdminister, mayChangeRoles } from './power.js';

const ROLES: Role[] = ['user', 'admin', 'superuser'];

it('reaches down: administrators to users, superusers to everybody, users to nobody', () => {
  const reach = (actor: Role) => ROLES.filter((target) => mayAdminister(actor, target));
  expect(reach('user')).toEqual([]);
  expect(reach('admin')).toEqual(['user']);
  expect(reach('superuser')).toEqual(ROLES);
});

it('over roles is for superusers alone', () => {
  expect(ROLES.filter(mayChangeRoles)).toEqual(['superuser']);
});
