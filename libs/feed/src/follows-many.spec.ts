import type { UserId } from '#libs/kernel';
import { FollowsMany } from './follows-many.js';

const id = (number: number): UserId => String(number) as UserId;
const WAYS = { few: 'asks', many: 'walks' };
const MANY = [{ followsMany: true }, { followsMany: true }];

describe('the guess who follows many people', () => {
  it('is that nobody does, then what a page told, for an hour', () => {
    const now = jest.spyOn(Date, 'now').mockReturnValue(0);
    const many = new FollowsMany();
    expect(many.wayOf(id(1), WAYS)).toBe('asks');
    many.note(id(1), MANY);
    many.note(id(2), [{ followsMany: false }]);
    now.mockReturnValue(3_599_999);
    expect(many.wayOf(id(1), WAYS)).toBe('walks');
    expect(many.wayOf(id(2), WAYS)).toBe('asks');
    now.mockReturnValue(3_600_000);
    expect(many.wayOf(id(1), WAYS)).toBe('asks');
    now.mockRestore();
  });

  it('stays when a page is empty, or does not tell', () => {
    const many = new FollowsMany();
    many.note(id(1), MANY);
    many.note(id(1), []);
    many.note(id(1), [{}]);
    expect(many.wayOf(id(1), WAYS)).toBe('walks');
  });

  it('forgets who was told of the longest ago', () => {
    const many = new FollowsMany();
    for (let person = 1; person <= 10_000; person += 1) {
      many.note(id(person), MANY);
    }
    many.note(id(1), MANY);
    many.note(id(10_001), MANY);
    expect(many.wayOf(id(1), WAYS)).toBe('walks');
    expect(many.wayOf(id(2), WAYS)).toBe('asks');
    expect(many.wayOf(id(3), WAYS)).toBe('walks');
  });
});
