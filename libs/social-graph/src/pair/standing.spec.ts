import { followStep, sees, type Standing } from './standing.js';

const stranger: Standing = {
  active: true,
  following: false,
  followedBy: false,
  requested: false,
  askedBy: false,
  blocking: false,
  blockedBy: false,
};

describe('a wish to follow', () => {
  it('is fulfilled at once by a public profile', () => {
    expect(followStep({ ...stranger, asksNobody: true })).toBe('follow');
  });

  it('becomes a request to a private profile', () => {
    expect(followStep({ ...stranger, asksNobody: false })).toBe('request');
  });

  it('stays a request while the profile stays private', () => {
    expect(followStep({ ...stranger, requested: true, asksNobody: false })).toBe('stay');
  });

  it('needs no consent any more once the profile is public', () => {
    expect(followStep({ ...stranger, requested: true, asksNobody: true })).toBe('follow');
  });

  it.each([true, false])('stays fulfilled, isPublic: %s', (isPublic) => {
    expect(followStep({ ...stranger, following: true, asksNobody: isPublic })).toBe('stay');
  });

  it('is refused to whoever blocks the person', () => {
    expect(() => followStep({ ...stranger, blocking: true, asksNobody: true })).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'blocked' }) }),
    );
  });
});

describe('seeing a person', () => {
  it('is possible across one’s own block', () => {
    expect(sees({ ...stranger, blocking: true })).toBe(true);
  });

  it('is not possible across their block', () => {
    expect(sees({ ...stranger, blockedBy: true })).toBe(false);
  });

  it('is not possible while their account is inactive', () => {
    expect(sees({ ...stranger, active: false })).toBe(false);
  });
});
