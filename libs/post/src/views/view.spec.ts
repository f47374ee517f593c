import type { UserId } from '#libs/kernel';
import type { PostId } from '../post/post.js';
import { viewOf } from './view.js';

const post = '1' as PostId;
const ip = '203.0.113.7';
const noon = new Date('2026-03-01T12:00:00Z');
const nextDay = new Date('2026-03-02T00:00:01Z');

describe('viewOf', () => {
  it('knows a person on any day', () => {
    const view = viewOf(post, { userId: '7' as UserId }, 'secret', noon);
    expect(view.key).toBe(viewOf(post, { userId: '7' as UserId }, 'secret', nextDay).key);
    expect(view.keyBefore).toBe(view.key);
  });

  it('knows an address the day after only by the key of yesterday', () => {
    const before = viewOf(post, { ip }, 'secret', noon);
    const after = viewOf(post, { ip }, 'secret', nextDay);
    expect(after.key).not.toBe(before.key);
    expect(after.keyBefore).toBe(before.key);
  });

  it('hides the address and depends on the secret', () => {
    const { key } = viewOf(post, { ip }, 'secret', noon);
    expect(key).not.toContain(ip);
    expect(key).not.toBe(viewOf(post, { ip }, 'other', noon).key);
  });
});
