import { foreignContacts, type Told } from './support/contacts.js';
import { people, type Person, superuser } from './support/people.js';
import { call } from './support/wire.js';

let alice: Person;
let bob: Person;
let admin: Person;
let bobs: Record<'email' | 'phone' | 'birthday', string>;

beforeAll(async () => {
  ({ alice, bob } = await people('alice', 'bob'));
  admin = await superuser();
  const me = await call('GET', '/v1/me', { token: bob.token });
  const { birthday } = me['profile'] as { birthday: string };
  bobs = { email: String(me['email']), phone: String(me['phone']), birthday };
});

const told = (reader: Person | undefined, target: string, body: unknown): Told => ({
  method: 'GET',
  target,
  authorization: reader && `Bearer ${reader.token}`,
  status: 200,
  headers: '{}',
  body: JSON.stringify(body),
});
const faults = (...args: Parameters<typeof told>): string[] => foreignContacts(told(...args));

describe('the check of every answer', () => {
  it.each(['email', 'phone', 'birthday'] as const)('finds the %s of somebody else', (what) => {
    const value = bobs[what];
    const inText = { items: [{ bio: { deep: [`so: ${value}.`] } }] };
    expect(faults(alice, '/v1/users', inText)).toEqual([expect.stringContaining(what)]);
    expect(faults(undefined, '/v1/users', inText)).toHaveLength(1);
    expect(faults(admin, '/v1/users', inText)).toHaveLength(1);
    expect(faults(alice, '/v1/me', { id: alice.id, note: value })).toHaveLength(1);
    expect(faults(alice, '/v1/admin/users', inText)).toHaveLength(1);
    expect(faults(bob, '/v1/users', inText)).toEqual([]);
    expect(faults(admin, '/v1/admin/users', inText)).toEqual([]);
  });

  it('finds values of people of other processes', () => {
    for (const value of ['x@somewhere.test', '+821029876543', '010-3987-6543', '1917-03-04']) {
      expect(faults(alice, '/v1/posts', { body: value })).toHaveLength(1);
    }
  });

  it('finds them in headers and cursors', () => {
    const headers = JSON.stringify({ link: `</v1/users?q=${bobs.email}>` });
    expect(foreignContacts({ ...told(alice, '/v1/users', {}), headers })).toHaveLength(1);
    const nextCursor = Buffer.from(JSON.stringify(['users', bobs.email])).toString('base64url');
    expect(faults(alice, '/v1/users', { items: [], nextCursor })).toHaveLength(1);
  });

  it('takes no id of a request for a phone', () => {
    const requestId = '33cca9a8-1c9f-4be5-8a0f-a01024668347';
    expect(faults(alice, '/v1/posts', { requestId })).toEqual([]);
  });

  it('finds their names, whatever the values', () => {
    for (const name of ['email', 'pendingEmail', 'phone', 'birthday']) {
      expect(faults(bob, '/v1/users', { items: [{ [name]: null }] })).toHaveLength(1);
      expect(faults(bob, '/v1/me/profile', { [name]: null })).toEqual([]);
    }
  });

  it('finds the account of somebody else in the place of the own', () => {
    const account = { id: bob.id, role: 'user' };
    expect(faults(alice, '/v1/me', account)).toHaveLength(1);
    expect(faults(bob, '/v1/me', account)).toEqual([]);
  });
});
