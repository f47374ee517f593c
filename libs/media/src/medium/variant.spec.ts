import { fitted } from './variant.js';

describe('a picture fitted into a square', () => {
  it.each([
    [{ width: 4000, height: 3000 }, 320, { width: 320, height: 240 }],
    [{ width: 3000, height: 4000 }, 640, { width: 480, height: 640 }],
    [{ width: 320, height: 320 }, 320, { width: 320, height: 320 }],
  ])('keeps its proportions: %j in %i', (picture, side, result) => {
    expect(fitted(picture, side)).toEqual(result);
  });

  it('is never enlarged', () => {
    expect(fitted({ width: 12, height: 7 }, 1600)).toEqual({ width: 12, height: 7 });
  });

  it('keeps at least one pixel of each side', () => {
    expect(fitted({ width: 40_000, height: 10 }, 320)).toEqual({ width: 320, height: 1 });
  });
});
