import { inOrderOfErasure } from './order-of-erasure.js';

const part = (section: string, ...before: string[]) => ({ section, before });
const order = (...parts: ReturnType<typeof part>[]) =>
  inOrderOfErasure(parts).map(({ section }) => section);

it('erases what refers to something before it', () => {
  expect(
    order(part('account'), part('media', 'account'), part('post', 'media'), part('like', 'post')),
  ).toEqual(['like', 'post', 'media', 'account']);
});

it('is the same however libs are loaded', () => {
  const parts = [
    part('account'),
    part('media', 'account'),
    part('graph', 'account'),
    part('post', 'graph', 'media'),
  ];
  const wanted = ['post', 'graph', 'media', 'account'];
  expect(order(...parts)).toEqual(wanted);
  expect(order(...parts.reverse())).toEqual(wanted);
});

it('names the part that waits for nobody', () => {
  expect(() => order(part('post', 'medai'))).toThrow(
    'The personal data "post" is to be erased before "medai", which nobody registers.',
  );
});

it('tells a circle by its corners', () => {
  expect(() => order(part('like', 'post'), part('post', 'media'), part('media', 'post'))).toThrow(
    'Personal data would be erased in a circle: "post" before "media" before "post".',
  );
});

it('takes a part that names itself for a circle', () => {
  expect(() => order(part('post', 'post'))).toThrow('"post" before "post"');
});
