import { DomainError, type UserId } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import { compose, type Post, type PostId } from './post.js';
import { edit } from './post-change.js';
import { tagsOf } from './tag.js';

const stored: Post = {
  id: '1' as PostId,
  authorId: '2' as UserId,
  title: 'Title',
  body: 'Body',
  status: 'published',
  visibility: 'public',
  tags: tagsOf(['one', 'two']),
  mediaIds: ['5' as MediaId, '6' as MediaId],
  entities: null,
  contentWarning: null,
  sensitive: false,
  publishAt: null,
  publishError: null,
  quotedPostId: null,
  isDetached: false,
  poll: null,
  version: 3,
};
const draft: Post = { ...stored, status: 'draft' };

describe('edit', () => {
  it('leaves what is absent', () => {
    expect(edit(stored, {})).toMatchObject({ changed: false, rewritten: false, published: false });
  });

  it('is no change when nothing differs', () => {
    const same = { title: 'Title', tags: ['ONE', 'two'], mediaIds: stored.mediaIds };
    expect(edit(stored, same).changed).toBe(false);
  });

  it.each([[{ title: 'x' }], [{ body: 'x' }], [{ tags: [] }], [{ tags: ['two', 'one'] }]])(
    'keeps history of %j',
    (change) => {
      expect(edit(stored, change)).toMatchObject({ changed: true, rewritten: true });
      expect(edit(draft, change)).toMatchObject({ changed: true, rewritten: false });
    },
  );

  it('keeps no history of who may see a post and of its pictures', () => {
    expect(edit(stored, { visibility: 'private' })).toMatchObject({
      changed: true,
      rewritten: false,
    });
    expect(edit(stored, { mediaIds: [] })).toMatchObject({ changed: true, rewritten: false });
  });

  it('publishes a draft once and never takes it back', () => {
    expect(edit(draft, { status: 'published' }).published).toBe(true);
    expect(edit(stored, { status: 'published' }).published).toBe(false);
    expect(() => edit(stored, { status: 'draft' })).toThrow(DomainError);
  });
});

describe('tags', () => {
  const names = (tags: readonly { name: string }[]) => tags.map(({ name }) => name);

  it('of the body are worked out anew when it changes; the given ones stay', () => {
    const post = { ...stored, ...compose({ body: '#a #b', tags: ['b', 'c'] }) };
    expect(names(post.tags)).toEqual(['b', 'c', 'a']);
    expect(names(edit(post, { body: '#d' }).content.tags)).toEqual(['b', 'c', 'd']);
    expect(names(edit(post, { tags: [] }).content.tags)).toEqual(['a', 'b']);
    expect(edit(post, { title: 'x' }).content.tags).toBe(post.tags);
    expect(edit(post, { body: 'x #a #b' }).content.tags).toBe(post.tags);
  });

  it('given after they were named only stay when the body names them no more', () => {
    const post = { ...stored, ...compose({ body: '#a' }) };
    const given = edit(post, { tags: ['a'] });
    expect(given).toMatchObject({ changed: true, rewritten: false });
    const after = { ...post, ...given.content };
    expect(names(edit(after, { body: 'x' }).content.tags)).toEqual(['a']);
  });
});
