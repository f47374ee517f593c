import { maskedUrl } from './masked-url.js';

describe('a logged address', () => {
  it.each([
    ['/v1/posts?q=hello&limit=5', '/v1/posts?q=hello&limit=5'],
    ['/v1/admin/users?email=a%40b.c&role=user', '/v1/admin/users?email=***&role=user'],
    ['/v1/admin/users?phone=010-1234-5678', '/v1/admin/users?phone=***'],
    ['/verify-email?token=abc=def', '/verify-email?token=***'],
    [
      '/media/private/a.webp?expires=1&signature=xyz',
      '/media/private/a.webp?expires=1&signature=***',
    ],
    ['/x?X-Amz-Signature=abc&refreshToken=def', '/x?X-Amz-Signature=***&refreshToken=***'],
    [
      '/x?EMAIL=a&%65mail=b&email[]=c&email.0=d',
      '/x?EMAIL=***&%65mail=***&email[]=***&email.0=***',
    ],
    ['/x?email=a&email=b', '/x?email=***&email=***'],
    ['/x?%=1&email', '/x?%=1&email'],
    ['/x', '/x'],
  ])('%s', (url, expected) => {
    expect(maskedUrl(url)).toBe(expected);
  });
});
