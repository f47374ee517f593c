/** Who reads. Everybody but the author and the follower is a stranger to the author; an admin has the role `admin`. */
export const VIEWERS = ['anonymous', 'stranger', 'follower', 'author', 'admin'] as const;
export type ViewerName = (typeof VIEWERS)[number];

/** What the author made of the post: a draft, or published for whom. */
export type PostKind = 'draft' | 'public' | 'followers' | 'private';

/** What then happened to the post or its author; `readers block`: all readers block the author, or mute them. */
export type Lot =
  | 'nothing'
  | 'deactivated'
  | 'deleted'
  | 'suspended author'
  | 'deleted author'
  | 'private profile'
  | 'author blocks'
  | 'readers block'
  | 'readers mute';

/** Who sees a post, and thereby everything that belongs to it. */
const SEEING = `
post       then              anonymous stranger follower author admin

draft      nothing           -         -        -        sees   -
public     nothing           sees      sees     sees     sees   sees
followers  nothing           -         -        sees     sees   -
private    nothing           -         -        -        sees   -

draft      deactivated       -         -        -        -      -
public     deactivated       -         -        -        -      -
followers  deactivated       -         -        -        -      -
private    deactivated       -         -        -        -      -

draft      deleted           -         -        -        -      -
public     deleted           -         -        -        -      -
followers  deleted           -         -        -        -      -
private    deleted           -         -        -        -      -

draft      suspended author  -         -        -        -      -
public     suspended author  -         -        -        -      -
followers  suspended author  -         -        -        -      -
private    suspended author  -         -        -        -      -

draft      deleted author    -         -        -        -      -
public     deleted author    -         -        -        -      -
followers  deleted author    -         -        -        -      -
private    deleted author    -         -        -        -      -

draft      private profile   -         -        -        sees   -
public     private profile   -         -        sees     sees   -
followers  private profile   -         -        sees     sees   -
private    private profile   -         -        -        sees   -

draft      author blocks     -         -        -        sees   -
public     author blocks     sees      -        -        sees   -
followers  author blocks     -         -        -        sees   -
private    author blocks     -         -        -        sees   -

draft      readers block     -         -        -        sees   -
public     readers block     sees      -        -        sees   -
followers  readers block     -         -        -        sees   -
private    readers block     -         -        -        sees   -

draft      readers mute      -         -        -        sees   -
public     readers mute      sees      sees     sees     sees   sees
followers  readers mute      -         -        sees     sees   -
private    readers mute      -         -        -        sees   -
`;

/** A post, and what happened to it. */
export interface State {
  readonly post: PostKind;
  readonly lot: Lot;
  readonly seenBy: readonly ViewerName[];
}

/** The rows below the head of a table of who sees what: the thing, what then happened, and the viewers who see it. */
export function seeingIn(
  table: string,
): { thing: string; lot: string; seenBy: readonly ViewerName[] }[] {
  const [, ...rows] = table.split('\n').filter((line) => line !== '');
  return rows
    .map((line) => line.split(/\s{2,}/))
    .map(([thing = '', lot = '', ...cells]) => ({
      thing,
      lot,
      seenBy: VIEWERS.filter((_, i) => cells[i]?.trim() === 'sees'),
    }));
}

export const STATES: readonly State[] = seeingIn(SEEING).map(({ thing, lot, seenBy }) => ({
  post: thing as PostKind,
  lot: lot as Lot,
  seenBy,
}));

/** What a read gives: the post shows, a list without it, or a refusal. */
export type Outcome = 'shown' | 'absent' | '401' | '403' | '404';

/** One cell: a state and who reads. */
export interface Cell extends State {
  readonly viewer: ViewerName;
  readonly sees: boolean;
}

type Expectation = (cell: Cell) => Outcome;

/** A thing itself: it is there or not. */
const itself: Expectation = ({ sees }) => (sees ? 'shown' : '404');

/** A list in which everything may be that the viewer sees. */
const whatISee: Expectation = ({ sees }) => (sees ? 'shown' : 'absent');

/** The same, of somebody who has to be signed in. */
const whatISeeSignedIn: Expectation = (cell) =>
  cell.viewer === 'anonymous' ? '401' : whatISee(cell);

/**
 * A list of everybody holds what everybody can see: the same for every viewer, but for blocks. What only followers or
 * the author can see stays on the author's page.
 */
const ofEverybody: Expectation = (cell) =>
  cell.seenBy.includes('anonymous') ? whatISee(cell) : 'absent';

/** What belongs to the author: not even the person is there when suspended or gone, or blocking the viewer. */
const ofAuthor: Expectation = (cell) => {
  const isGone = cell.lot === 'suspended author' || cell.lot === 'deleted author';
  const isReader = cell.viewer !== 'anonymous' && cell.viewer !== 'author';
  return isGone || (cell.lot === 'author blocks' && isReader) ? '404' : whatISee(cell);
};

/** The same of pinned posts, which are published. */
const pinnedByAuthor: Expectation = (cell) => {
  const outcome = ofAuthor(cell);
  return outcome === 'shown' && cell.post === 'draft' ? 'absent' : outcome;
};

/** What everyone may see who isn't signed in: the same for every viewer. */
const forEveryone =
  (otherwise: Outcome): Expectation =>
  ({ seenBy }) =>
    seenBy.includes('anonymous') ? 'shown' : otherwise;

/** Whether the author is kept out of the viewer's feeds. */
const isMuted = ({ lot, viewer }: Cell): boolean =>
  lot === 'readers mute' && viewer !== 'author' && viewer !== 'anonymous';

/** What quotes it: of a post that not everybody can see nothing tells what quotes it. */
const quoting: Expectation = (cell) => (cell.sees ? ofEverybody(cell) : '404');

/** Explore: a list of everybody, without those whom I mute. */
const explored: Expectation = (cell) => (isMuted(cell) ? 'absent' : ofEverybody(cell));

/** Home: what was published by those whom I follow and don't mute, and by me. */
const atHome: Expectation = (cell) => {
  const isMine = cell.viewer === 'author' || (cell.viewer === 'follower' && !isMuted(cell));
  return cell.post === 'draft' || !isMine
    ? whatISeeSignedIn({ ...cell, sees: false })
    : whatISee(cell);
};

/** The same with reposts: the stranger follows somebody who reposts everything, which then must be open. */
const sharedAtHome: Expectation = (cell) =>
  cell.viewer === 'stranger' ? explored(cell) : atHome(cell);

/** The feed of a list of all authors: what I see of those whom I don't mute, once it is published. */
const listed: Expectation = (cell) =>
  whatISeeSignedIn({ ...cell, sees: cell.sees && cell.post !== 'draft' && !isMuted(cell) });

const ownPage: Expectation = (cell) =>
  whatISeeSignedIn({ ...cell, sees: cell.sees && cell.viewer === 'author' });

/** Administrators have their own reads, in which everything is. */
const administered: Expectation = ({ viewer }) =>
  viewer === 'anonymous' ? '401' : viewer === 'admin' ? 'shown' : '403';

/** What there is of a state: a post with a picture and a poll, a comment and a like by a bystander, a comment by the author. */
export interface Traces {
  readonly authorId: string;
  readonly bystanderId: string;
  readonly postId: string;
  readonly slug: string;
  readonly tag: string;
  /** An option of its poll. */
  readonly option: string;
  readonly pictureId: string;
  readonly commentId: string;
  readonly authorsCommentId: string;
  /** A post of the bystander that quotes it. */
  readonly quoteId: string;
}

/** A read of which every cell is asserted. */
export interface Read {
  readonly name: string;
  /** `{viewer}` stands for the id of who reads, which is that of the reader's list, too. */
  readonly url: (traces: Traces) => string;
  /** The id, or the text, by which the post or what belongs to it shows in the answer. */
  readonly mark: (traces: Traces) => string;
  readonly expected: Expectation;
}

const post = (t: Traces) => t.postId;
const option = (t: Traces) => t.option;
const picture = (t: Traces) => t.pictureId;
const comment = (t: Traces) => t.commentId;
const quote = (t: Traces) => t.quoteId;
/** A quote that shows it. */
const quoted = (t: Traces) => `"quotedPostId":"${t.postId}"`;
const bystander = (t: Traces) => t.bystanderId;
/** A list of all states together: asked for once by each viewer. */
const all = (path: string) => () => `${path}${path.includes('?') ? '&' : '?'}limit=100`;

const read = (name: string, url: Read['url'], mark: Read['mark'], expected: Expectation): Read => ({
  name,
  url,
  mark,
  expected,
});

const SORTS = ['latest', 'popular', 'views', 'trending'];

/** Filters of posts, each of which lets the post pass. */
const FILTERS: readonly [string, (traces: Traces) => string][] = [
  ['search', () => 'q=everywhere'],
  ['title', () => 'title=state'],
  ['body', () => 'body=words%20that'],
  ['tag', () => 'tag=Common'],
  ['tag of its own', (t) => `tag=${t.tag}`],
  ['any of two tags', (t) => `tag=${t.tag}&tag=unknown&tagMode=any`],
  ['author', (t) => `authorId=${t.authorId}`],
  ['nickname', () => 'nickname=author'],
  ['everything', (t) => `q=words&tag=common&nickname=author&authorId=${t.authorId}`],
];

export const READS: readonly Read[] = [
  read('by id', (t) => `/posts/${t.postId}`, post, itself),
  read('by slug', (t) => `/posts/by-slug/${t.slug}`, post, itself),
  read('its poll', (t) => `/posts/${t.postId}`, option, itself),
  read('its poll, in a quote of it', (t) => `/posts/${t.quoteId}`, option, ofEverybody),
  read('its pictures', (t) => `/posts/${t.postId}/images`, picture, itself),
  read('its picture', (t) => `/media/${t.pictureId}`, picture, itself),
  read('its likers', (t) => `/posts/${t.postId}/likes`, bystander, itself),
  read('its reposters', (t) => `/posts/${t.postId}/reposts`, bystander, itself),
  read('its quotes', (t) => `/posts/${t.postId}/quotes`, quote, quoting),
  read('a quote of it', (t) => `/posts/${t.quoteId}`, post, ofEverybody),
  read(
    'quotes, among posts of who quotes',
    (t) => `/users/${t.bystanderId}/posts?limit=100`,
    quoted,
    ofEverybody,
  ),
  read('quotes, in the explore feed', all('/feeds/explore'), quoted, explored),
  read('what is like it', (t) => `/posts/${t.postId}/similar`, quote, quoting),
  read('like another post', (t) => `/posts/${t.quoteId}/similar`, post, explored),
  read('its comments', (t) => `/posts/${t.postId}/comments`, comment, itself),
  read(
    'its comments by nickname',
    (t) => `/posts/${t.postId}/comments?nickname=b`,
    comment,
    itself,
  ),
  read('its conversation', (t) => `/posts/${t.postId}/thread`, comment, itself),
  read('a comment', (t) => `/comments/${t.commentId}`, comment, itself),
  read('the context of a comment', (t) => `/comments/${t.commentId}/context`, post, itself),
  read(
    'replies',
    (t) => `/comments/${t.commentId}/replies`,
    () => '"items"',
    itself,
  ),
  read('likers of a comment', (t) => `/comments/${t.commentId}/likes`, bystander, itself),
  ...SORTS.flatMap((sort) => [
    read(`list, ${sort}`, all(`/posts?sort=${sort}`), post, ofEverybody),
    ...FILTERS.map(([name, filter]) =>
      read(
        `${name}, ${sort}`,
        (t) => `/posts?${filter(t)}&sort=${sort}&limit=100`,
        post,
        ofEverybody,
      ),
    ),
  ]),
  read(
    'trending tags',
    all('/tags?sort=trending&prefix=state-'),
    (t) => t.tag,
    forEveryone('absent'),
  ),
  read('tag counts', all('/tags?prefix=state-'), (t) => t.tag, forEveryone('absent')),
  read('explore feed', all('/feeds/explore'), post, explored),
  read('home feed', all('/feeds/home'), post, atHome),
  read('home feed with reposts', all('/feeds/home?reposts=true'), post, sharedAtHome),
  read('feed of a list', all('/feeds/lists/{viewer}'), post, listed),
  read('feed of a list with reposts', all('/feeds/lists/{viewer}?reposts=true'), post, listed),
  read('posts of the author', (t) => `/users/${t.authorId}/posts`, post, ofAuthor),
  read('pinned posts of the author', (t) => `/users/${t.authorId}/pins`, post, pinnedByAuthor),
  read('pictures of the author', (t) => `/users/${t.authorId}/images`, picture, ofAuthor),
  read(
    'comments of the author',
    (t) => `/users/${t.authorId}/comments`,
    (t) => t.authorsCommentId,
    ofAuthor,
  ),
  read(
    'comments of others',
    (t) => `/users/${t.bystanderId}/comments?limit=100`,
    comment,
    whatISee,
  ),
  read('liked posts', all('/me/likes/posts'), post, whatISeeSignedIn),
  read('liked comments', all('/me/likes/comments'), comment, whatISeeSignedIn),
  read('bookmarks', all('/me/bookmarks'), post, whatISeeSignedIn),
  read('posts that mention', all('/me/mentions'), post, whatISeeSignedIn),
  read('comments that mention', all('/me/mentions'), comment, whatISeeSignedIn),
  read('own posts', all('/me/posts'), post, ownPage),
  read('own pictures', all('/me/images'), picture, ownPage),
  read('for administrators', (t) => `/admin/posts/${t.postId}`, post, administered),
];

/** What a read gives in a cell. */
export function expectedIn(cell: Cell, expected: Expectation): Outcome {
  const isSignedOut = cell.lot === 'suspended author' || cell.lot === 'deleted author';
  return cell.viewer === 'author' && isSignedOut ? '401' : expected(cell);
}

/** The bytes of the picture, at the addresses that a viewer is given. */
export const givenAddress: Expectation = itself;

/** The bytes at the address that a picture for everyone has, and this one had while it was: whoever asks. */
export const lastingAddress: Expectation = forEveryone('404');
