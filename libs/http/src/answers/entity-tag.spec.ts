import { entityTag } from './entity-tag.js';

const NOW = Date.UTC(2026, 0, 31, 9, 30);
const tag = (body: object, now = NOW) => entityTag(1, JSON.stringify(body), now);

describe('the tag of an answer', () => {
  const local = (expires: number, signature = 'abc') =>
    `http://localhost/media/private/a.webp?expires=${expires}&signature=${signature}`;
  const s3 = (signature: string) =>
    `https://s3.example/a.webp?X-Amz-Date=${signature}&X-Amz-Signature=${signature}&x-id=GetObject`;

  it('is the same whoever signs the addresses in it', () => {
    for (const name of ['url', 'imageUrl']) {
      expect(tag({ [name]: local(1) })).toBe(tag({ [name]: local(2, 'def') }));
      expect(tag({ a: [{ [name]: s3('1') }] })).toBe(tag({ a: [{ [name]: s3('2') }] }));
      expect(tag({ [name]: local(1) })).not.toBe(tag({ [name]: local(1).replace('a.webp', 'b') }));
      expect(tag({ [name]: s3('1') })).not.toBe(tag({ [name]: s3('1').replace('Get', 'Put') }));
    }
  });

  it.each([
    (end: string) => ({ fullName: `?expires=${end}` }),
    (end: string) => ({ body: `see &signature=${end}` }),
    (end: string) => ({ links: [`https://a.example/?expires=${end}`] }),
    (end: string) => ({ body: `"url":"http://localhost/a?signature=${end}"` }),
    (end: string) => ({ body: `\\"url":"http://localhost/a?signature=${end}"` }),
    (end: string) => ({ tags: ['url', `?X-Amz-Date=${end}`] }),
  ])('tells apart what people wrote', (body) => {
    expect(tag(body('one'))).not.toBe(tag(body('two')));
  });

  it('changes long before the addresses end, and only because of them', () => {
    const hour = 3_600_000;
    for (const address of [local(1), s3('1')]) {
      expect(tag({ url: address }, NOW)).toBe(tag({ url: address }, NOW + 1000));
      expect(tag({ url: address }, NOW)).not.toBe(tag({ url: address }, NOW + hour / 4));
    }
    expect(tag({ body: '?expires=1', url: '/a' }, NOW)).toBe(
      tag({ body: '?expires=1', url: '/a' }, NOW + hour),
    );
  });
});
