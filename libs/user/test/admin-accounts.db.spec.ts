import { type TestApp, testApp } from '#libs/testing';
import { person } from '#libs/testing/people';
import { AdminAccountsService, OwnAccountReader, UserModule } from '#libs/user';

let app: TestApp;

beforeAll(async () => {
  app = await testApp({ modules: [UserModule] });
});
beforeEach(() =>
  app.sql(
    `update profile set nickname = 'was' || user_id, nickname_folded = 'was' || user_id where nickname like 'admin%'`,
  ),
);
afterAll(() => app.close());

const PASSWORD = 'quiet-lantern-88';
const ensure = (email: string, password = PASSWORD) =>
  app.get(AdminAccountsService).ensure(email, password);

it('makes a superuser once, however many processes start at once', async () => {
  const made = await Promise.all(Array.from({ length: 5 }, () => ensure('root@example.com')));
  expect(made.filter(({ created }) => created)).toHaveLength(1);
  const account = await app.get(OwnAccountReader).account(made[0]!.userId);
  expect(account?.value).toMatchObject({
    role: 'superuser',
    emailVerified: true,
    phone: null,
    profile: { nickname: 'admin', birthday: null },
  });
});

it('finds another nickname when somebody has it', async () => {
  await ensure('first@example.com');
  const { userId } = await ensure('second@example.com');
  const account = await app.get(OwnAccountReader).account(userId);
  expect(account?.value.profile.nickname).toBe('admin2');
});

it('refuses the address of an ordinary account, and weak passwords', async () => {
  const alice = await person(app, 'alice');
  await expect(ensure(alice.email)).rejects.toThrow("is not a superuser's");
  await expect(ensure('third@example.com', 'short')).rejects.toThrow('10 to 128');
  await expect(ensure('third@example.com', 'qwertyuiop')).rejects.toThrow('easy to guess');
});

it.each(['nobody', 'no body@example.com', 'ad\u200bmin@example.com', ''])(
  'refuses %j, which is no address',
  async (address) => {
    await expect(ensure(address)).rejects.toThrow('is not an email address');
  },
);
