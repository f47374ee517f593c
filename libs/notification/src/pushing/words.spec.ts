import { NOTIFICATION_KINDS, type NotificationKind } from '../notification/notification.js';
import { phraseOf, quoteOf, shortened } from './words.js';

const liked = (actorCount: number, kind: NotificationKind = 'post-like') => ({
  kind,
  actors: [{ fullName: '김마루' }],
  actorCount,
});

it.each([
  [1, '김마루님이 회원님의 글을 좋아합니다', '김마루 liked your post'],
  [2, '김마루님 외 1명이 회원님의 글을 좋아합니다', '김마루 and 1 other liked your post'],
  [3, '김마루님 외 2명이 회원님의 글을 좋아합니다', '김마루 and 2 others liked your post'],
  [100, '김마루님 외 99+명이 회원님의 글을 좋아합니다', '김마루 and 99+ others liked your post'],
])('says who of %d people did it', (count, ko, en) => {
  expect(phraseOf(liked(count), 'ko')).toBe(ko);
  expect(phraseOf(liked(count), 'en')).toBe(en);
});

it('has words for every kind', () => {
  const said = NOTIFICATION_KINDS.flatMap((kind) => [
    phraseOf(liked(1, kind), 'ko'),
    phraseOf(liked(1, kind), 'en'),
  ]);
  expect(new Set(said).size).toBe(2 * NOTIFICATION_KINDS.length);
});

it('quotes the answer before the post, on one line', () => {
  const post = { title: 'A walk' };
  expect(quoteOf({ comment: { body: ' well\n\n said ' }, post })).toBe('well said');
  expect(quoteOf({ comment: null, post })).toBe('A walk');
  expect(quoteOf({ comment: null, post: null })).toBe('');
});

it('shortens by characters, not by halves of them', () => {
  expect(shortened('𠮷'.repeat(140))).toBe('𠮷'.repeat(140));
  expect(shortened('𠮷'.repeat(141))).toBe(`${'𠮷'.repeat(139)}…`);
});
