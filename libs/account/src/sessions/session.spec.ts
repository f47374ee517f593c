import { hashToken, newSeed, newToken, successorOf } from '../account/opaque-token.js';
import { decideRefresh, type PresentedToken } from './session.js';

const now = new Date('2026-05-01T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const fresh: PresentedToken = {
  expiresAt: ago(-1),
  rotatedAt: null,
  successorUsed: false,
  sessionRevoked: false,
  ownerActive: true,
};

it.each<[string, Partial<PresentedToken>, string]>([
  ['the newest token', {}, 'rotate'],
  ['an expired token', { expiresAt: ago(1) }, 'expired'],
  ['a token exchanged 9 seconds ago', { rotatedAt: ago(9) }, 'repeat'],
  ['a token exchanged 10 seconds ago', { rotatedAt: ago(10) }, 'reuse'],
  ['one whose successor was used', { rotatedAt: ago(1), successorUsed: true }, 'reuse'],
  ['one of an ended session', { sessionRevoked: true }, 'revoked'],
  ['an old one of an ended session', { rotatedAt: ago(99), sessionRevoked: true }, 'revoked'],
  ['one of a suspended person', { ownerActive: false }, 'revoked'],
  ['an old expired one', { rotatedAt: ago(99), expiresAt: ago(1) }, 'reuse'],
])('%s: %s', (_what, token, decision) => {
  expect(decideRefresh({ ...fresh, ...token }, now)).toBe(decision);
});

it('a successor is the same for the same seed only', () => {
  const { plain, hash } = newToken();
  const seed = newSeed();
  expect(hashToken(plain)).toEqual(hash);
  expect(successorOf(plain, seed)).toEqual(successorOf(plain, seed));
  expect(successorOf(plain, newSeed()).plain).not.toBe(successorOf(plain, seed).plain);
  expect(successorOf(newToken().plain, seed).plain).not.toBe(successorOf(plain, seed).plain);
});
