import type { Resident } from './long-town.js';

/** One sort of one list. Names in braces stand for ids: of a resident, of the post, of the comment. */
export interface LongList {
  readonly name: string;
  readonly url: string;
  readonly as?: Resident;
  /** SQL: the ids of what the list holds, in its order, written without the code that it tests. */
  readonly order: string;
  /** What of an item is that id, or has it. */
  readonly field?: 'name' | 'title' | 'author';
}

const ORDERS: Readonly<Record<string, string>> = {
  latest: 'p.position desc',
  popular: 'k.like_count desc, p.id desc',
  views: 'k.view_count desc, p.id desc',
  trending: 'r.score desc nulls last, p.id desc',
};
const postsBy = (sort: string): string => `
  select p.id
  from post p
  join post_counter k on k.post_id = p.id
  left join post_trend r on r.post_id = p.id
  where p.visibility = 'public'
  order by ${ORDERS[sort]}`;
const posts = (name: string, url: string, as?: Resident, sort = 'latest'): LongList => ({
  name,
  url,
  ...(as && { as }),
  order: postsBy(sort),
});
const edges = (name: string, url: string, as: Resident | undefined, order: string): LongList => ({
  name,
  url,
  ...(as && { as }),
  order: `${order} order by position desc`,
});
const threads = (sort: string, name: string, url: string, where: string): LongList => ({
  name: `${name}, ${sort}`,
  url: `${url}sort=${sort}`,
  order: `
    select c.id
    from comment c
    join comment_counter k on k.comment_id = c.id
    where ${where}
    order by ${{ latest: 'c.id desc', oldest: 'c.id' }[sort] ?? 'k.like_count desc, c.id desc'}`,
});
const newest = (table: string, where = 'true'): string =>
  `select id from ${table} where ${where} order by id desc`;
const talk = newest('comment', 'author_id = {talker}');

/** The lists of the API that become long, each way in which one is read. */
export const LISTS: readonly LongList[] = [
  ...Object.keys(ORDERS).map((sort) =>
    posts(`posts, ${sort}`, `/posts?sort=${sort}`, undefined, sort),
  ),
  // What is found by views goes the way of what is found by likes.
  ...['latest', 'popular', 'trending'].flatMap((sort) => [
    posts(`posts with a tag, ${sort}`, `/posts?tag=long&sort=${sort}`, 'reader', sort),
    posts(`posts that say something, ${sort}`, `/posts?q=seoul&sort=${sort}`, undefined, sort),
  ]),
  posts('posts of an author', '/posts?authorId={mina}'),
  posts('the explore feed', '/feeds/explore'),
  posts('the home feed of who follows one', '/feeds/home', 'reader'),
  posts('the home feed of who follows everybody', '/feeds/home', 'fan'),
  posts('the home feed with reposts of who follows one', '/feeds/home?reposts=true', 'reader'),
  {
    name: 'the home feed with reposts of who follows everybody',
    url: '/feeds/home?reposts=true',
    as: 'fan',
    // Newcomers go on reposting the first post.
    order: `
      select id
      from post
      where visibility = 'public'
      order by id = {post} desc, position desc`,
  },
  posts('posts of a person', '/users/{mina}/posts'),
  posts('my posts that say something', '/me/posts?q=seoul', 'mina'),
  edges(
    'posts that I like',
    '/me/likes/posts',
    'reader',
    'select post_id as id from post_like where user_id = {reader}',
  ),
  edges(
    'my bookmarks',
    '/me/bookmarks',
    'reader',
    'select post_id as id from bookmark where user_id = {reader}',
  ),
  edges(
    'likers of a post',
    '/posts/{post}/likes',
    undefined,
    'select user_id as id from post_like where post_id = {post}',
  ),
  edges(
    'who reposted a post',
    '/posts/{post}/reposts',
    undefined,
    'select user_id as id from post_repost where post_id = {post}',
  ),
  edges(
    'quotes of a post',
    '/posts/{post}/quotes',
    'painter',
    'select id from post where quoted_id = {post}',
  ),
  edges(
    'comments that I like',
    '/me/likes/comments',
    'reader',
    'select comment_id as id from comment_like where user_id = {reader}',
  ),
  edges(
    'likers of a comment',
    '/comments/{comment}/likes',
    undefined,
    'select user_id as id from comment_like where comment_id = {comment}',
  ),
  ...['latest', 'oldest', 'popular'].flatMap((sort) => [
    threads(sort, 'comments', '/posts/{post}/comments?', 'c.parent_id is null'),
    threads(sort, 'replies', '/comments/{comment}/replies?', 'c.parent_id is not null'),
    threads(
      sort,
      'comments that say something',
      '/posts/{post}/comments?q=seoul&',
      `c.body = 'seoul'`,
    ),
  ]),
  { name: 'comments of a person', url: '/users/{talker}/comments', order: talk },
  {
    name: 'pictures of a person',
    url: '/users/{painter}/images',
    as: 'painter',
    order: `
      select i.media_id as id
      from post_image i
      join post p on p.id = i.post_id
      order by p.position desc`,
  },
  {
    name: 'my pictures',
    url: '/me/images',
    as: 'painter',
    order: newest('media', 'owner_id = {painter}'),
  },
  { name: 'people', url: '/users', order: newest('user_account') },
  {
    name: 'popular people',
    url: '/users?sort=popular',
    order: `
      select u.id
      from user_account u
      left join person_trend r on r.person_id = u.id
      order by r.score desc nulls last, u.id desc`,
  },
  {
    name: 'people of a name',
    url: '/users?q=town',
    order: newest('user_account', "full_name = 'Town'"),
  },
  edges(
    'followers',
    '/users/{mina}/followers',
    undefined,
    'select follower_id as id from follow where followee_id = {mina}',
  ),
  edges(
    'followed people',
    '/users/{fan}/following',
    undefined,
    'select followee_id as id from follow where follower_id = {fan}',
  ),
  {
    name: 'tags, popular',
    url: '/tags',
    field: 'name',
    order: `
      select t.name as id
      from tag t
      join tag_counter k on k.tag_id = t.id
      order by k.post_count desc, t.name collate "C"`,
  },
  {
    name: 'tags, name',
    url: '/tags?sort=name',
    field: 'name',
    order: `select name as id from tag order by name collate "C"`,
  },
  {
    name: 'earlier versions of a post',
    url: '/posts/{post}/history',
    as: 'mina',
    field: 'title',
    order: `select title as id from post_revision order by post_revision.id desc`,
  },
  {
    name: 'the story feed',
    url: '/feeds/stories',
    as: 'fan',
    field: 'author',
    order: 'select author_id as id from story group by author_id order by max(id) desc',
  },
  edges(
    'who has seen a story',
    '/stories/{story}/viewers',
    'mina',
    'select user_id as id from story_view where story_id = {story}',
  ),
  { name: 'all stories', url: '/admin/stories', as: 'admin', order: newest('story') },
  { name: 'all accounts', url: '/admin/users', as: 'admin', order: newest('user_account') },
  { name: 'all posts', url: '/admin/posts', as: 'admin', order: newest('post') },
  { name: 'all comments', url: '/admin/comments', as: 'admin', order: newest('comment') },
  { name: 'all pictures', url: '/admin/media', as: 'admin', order: newest('media') },
  { name: 'the audit log', url: '/admin/audit-log', as: 'admin', order: newest('audit_log') },
];
