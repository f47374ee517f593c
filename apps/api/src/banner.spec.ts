import { banner } from './banner.js';

it('tells addresses, and two log-ins of a community that was just planted', () => {
  const logins = ['a', 'b', 'c'].map((name) => ({ email: `${name}@x.org`, password: `p-${name}` }));
  expect(banner('http://localhost:3000')).toBe(
    '\n  Maru       http://localhost:3000/v1\n  docs       http://localhost:3000/docs\n\n',
  );
  expect(banner('http://localhost:3000', logins)).toMatch(
    /log in as {2}a@x\.org {2}p-a\n {2}log in as {2}b@x\.org {2}p-b\n\n$/,
  );
});
