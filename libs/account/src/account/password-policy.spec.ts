import { isWeakPassword } from './password-policy.js';

const mina = { email: 'mina.kim@example.com', nickname: '미나미나미나미나미나미나' };

it.each([
  ['well known', 'qwertyuiop'],
  ['well known in another letter case', 'PassWord123'],
  ['a common stem with digits', 'password20261'],
  ['Hangul on a Latin keyboard', 'qlalfqjsgh'],
  ['one character', 'aaaaaaaaaaaa'],
  ['a repetition', 'abc1abc1abc1'],
  ['a doubled word', 'mandarinmandarin'],
  ['the alphabet', 'klmnopqrstuv'],
  ['digits backwards', '98765432109'],
  ['a row of keys', "asdfghjkl;'"],
  ['the email address', 'Mina.Kim@example.com'],
  ['the nickname', '미나미나미나미나미나미나'],
])('%s is weak', (_what, password) => {
  expect(isWeakPassword(password, mina)).toBe(true);
});

it.each(['amber-kettle-42', 'correct horse battery', '서울의 밤은 길고 깊다', 'x7#pQ!m2zL'])(
  '%s is not',
  (password) => {
    expect(isWeakPassword(password, mina)).toBe(false);
  },
);

it('the part of the address before the @ is weak', () => {
  expect(isWeakPassword('long.mailbox', { email: 'long.mailbox@example.com', nickname: 'a' })).toBe(
    true,
  );
});
