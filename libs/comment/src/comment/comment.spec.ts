import { type CommentId, MAX_DEPTH, type Place, replyTo, TOP_LEVEL } from './comment.js';

const id = (digits: string) => digits as CommentId;

describe('the place of a reply', () => {
  it('is below a top-level comment, which becomes its root', () => {
    expect(replyTo({ id: id('1'), ...TOP_LEVEL })).toEqual({
      parentId: '1',
      rootId: '1',
      depth: 1,
    });
  });

  it('keeps the root of the thread further down', () => {
    const answered = { id: id('3'), parentId: id('2'), rootId: id('1'), depth: 2 };
    expect(replyTo(answered)).toEqual({ parentId: '3', rootId: '1', depth: 3 });
  });

  it('is beside a comment at the deepest level', () => {
    const answered = { id: id('9'), parentId: id('8'), rootId: id('1'), depth: MAX_DEPTH };
    expect(replyTo(answered)).toEqual({ parentId: '8', rootId: '1', depth: MAX_DEPTH });
  });

  it('never gets deeper than the deepest level, however long the chain', () => {
    let last: Place = TOP_LEVEL;
    const depths = [];
    for (let n = 1; n <= 12; n += 1) {
      last = replyTo({ id: id(String(n)), ...last });
      depths.push(last.depth);
    }
    expect(depths).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8, 8]);
  });
});
