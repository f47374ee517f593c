import { type CommentId, CommentModule } from '#libs/comment';
import { DiscoveryModule } from '#libs/discovery';
import { FeedModule } from '#libs/feed';
import { PeopleListModule } from '#libs/people-list';
import type { PostId } from '#libs/post';
import { type TestAnswer, type TestHttp, testHttp, type TestRequest } from '#libs/testing';
import { follows } from '#libs/testing/graph';
import { givesRole, people, type Person } from '#libs/testing/people';
import { poll, publishes } from '#libs/testing/posts';
import { uploads } from '#libs/testing/uploads';
import { type Lot, type State, STATES, type Traces, type ViewerName } from './visibility-table.js';

/** A state of the table as it came to be. */
export interface Scene {
  readonly state: State;
  readonly author: Person;
  readonly traces: Traces;
  /** Where the picture lies while everyone may see it. */
  readonly lastingAddress: string;
}

type Readers = Readonly<Record<Exclude<ViewerName, 'anonymous' | 'author'>, Person>>;

/** All states of the table, each with an author of its own; the readers are the same everywhere. */
export class VisibilityStage {
  private constructor(
    readonly app: TestHttp,
    readonly scenes: readonly Scene[],
    private readonly readers: Readers,
  ) {}

  static async open(): Promise<VisibilityStage> {
    const app = await testHttp({
      modules: [FeedModule, CommentModule, PeopleListModule, DiscoveryModule],
    });
    const { bystander, sharer, ...readers } = await people(
      app,
      'bystander',
      'sharer',
      'stranger',
      'follower',
      'admin',
    );
    await givesRole(app, readers.admin, 'admin');
    const scenes: Scene[] = [];
    for (const state of STATES) {
      scenes.push(await publish(app, state, readers.follower, bystander));
    }
    await app.settle();
    const shown = await Promise.all(scenes.map((scene) => withAddress(app, scene)));
    await follows(app, readers.stranger, sharer);
    await react(app, shown, [...Object.values(readers), sharer]);
    await Promise.all(shown.map((scene) => happen(app, scene, readers)));
    await app.settle();
    return new VisibilityStage(app, shown, readers);
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** Who reads a state; `undefined` is nobody signed in. */
  callerIn(scene: Scene, viewer: ViewerName): Person | undefined {
    return viewer === 'author'
      ? scene.author
      : viewer === 'anonymous'
        ? undefined
        : this.readers[viewer];
  }
}

/** Everything is for everyone at first; only a draft never was. */
async function publish(
  app: TestHttp,
  state: State,
  follower: Person,
  bystander: Person,
): Promise<Scene> {
  const { author } = await people(app, 'author');
  await follows(app, follower, author);
  const pictureId = await uploads(app, author);
  const tag = `state-${author.nickname}`;
  const option = `Option of ${author.nickname}`;
  const postId = await publishes(app, author, {
    title: `State of ${author.nickname}`,
    body: 'Words that are everywhere',
    tags: ['common', tag],
    mediaIds: [pictureId],
    poll: poll({ options: [option, 'Neither'] }),
    ...(state.post === 'draft' && { status: 'draft' }),
  });
  const { body } = await must(app, { method: 'GET', url: `/v1/posts/${postId}`, as: author });
  const traces = {
    authorId: author.id,
    bystanderId: bystander.id,
    postId,
    slug: String(body.slug),
    tag,
    option,
    pictureId,
    commentId: await comment(app, postId, bystander),
    authorsCommentId: await comment(app, postId, author),
    quoteId: await quote(app, postId, bystander),
  };
  return { state, author, traces, lastingAddress: '' };
}

async function withAddress(app: TestHttp, scene: Scene): Promise<Scene> {
  const url = `/v1/media/${scene.traces.pictureId}`;
  const { body } = await must(app, { method: 'GET', url, as: scene.author });
  const given = new URL(String(body.url));
  return { ...scene, lastingAddress: given.pathname.replace('/private/', '/public/') };
}

/** Made past the service, which refuses quotes of drafts. */
async function quote(app: TestHttp, postId: PostId, author: Person): Promise<PostId> {
  const quoteId = await publishes(app, author, { body: 'Look' });
  await app.sql(`update post set quoted_id = $2 where id = $1`, [quoteId, postId]);
  return quoteId;
}

/** Written past the service, which refuses comments and likes of others on drafts. */
async function comment(app: TestHttp, postId: PostId, author: Person): Promise<CommentId> {
  const [row] = await app.sql<{ id: CommentId }>(
    `
    with added as (
      insert into comment (post_id, author_id, body) values ($1, $2, 'Well')
      returning id, post_id
    )
    insert into comment_counter (comment_id, list_id)
    select id, post_id from added
    returning comment_id as id
    `,
    [postId, author.id],
  );
  return row!.id;
}

/**
 * Everybody likes, marks and reposts everything, is mentioned everywhere and has all authors in a list; everything is
 * trending and pinned, and like what quotes it.
 */
async function react(
  app: TestHttp,
  scenes: readonly Scene[],
  readers: readonly Person[],
): Promise<void> {
  const ids = (pick: (scene: Scene) => string) => scenes.map(pick);
  const everybody = [
    ...readers.map(({ id }) => id),
    ...ids(({ author }) => author.id),
    scenes[0]!.traces.bystanderId,
  ];
  const posts = ids(({ traces }) => traces.postId);
  const comments = ids(({ traces }) => traces.commentId);
  for (const [table, target, things] of [
    ['post_like', 'post_id', posts],
    ['bookmark', 'post_id', posts],
    ['post_repost', 'post_id', posts],
    ['comment_like', 'comment_id', comments],
  ] as const) {
    await app.sql(
      `
      insert into ${table} (${target}, user_id)
      select thing, person
      from unnest($1::bigint[]) as t (thing), unnest($2::bigint[]) as p (person)
      `,
      [things, everybody],
    );
  }
  await app.sql(
    `
    insert into mention (thing_id, user_id, author_id, post_id, comment_id, position)
    select thing.id, person, thing.author_id, thing.post_id, thing.comment_id, next_id()
    from (
      select id, author_id, id as post_id, null::bigint as comment_id
      from post where id = any ($1::bigint[])
      union all
      select id, author_id, null, id from comment where id = any ($2::bigint[])
    ) thing, unnest($3::bigint[]) as p (person)
    `,
    [posts, comments, everybody],
  );
  await app.sql(
    `
    insert into post_pin (user_id, post_ids)
    select author_id, array_agg(id) from post where id = any ($1::bigint[]) group by author_id
    `,
    [posts],
  );
  await app.sql(
    `
    with list as (
      insert into people_list (id, owner_id, name)
      select owner, owner, 'Everybody' from unnest($1::bigint[]) as owner
      returning id
    )
    insert into people_list_member (list_id, owner_id, member_id)
    select list.id, list.id, member from list, unnest($2::bigint[]) as member
    `,
    [everybody, ids(({ author }) => author.id)],
  );
  await app.sql(`insert into post_trend select unnest($1::bigint[]), 1`, [posts]);
  await app.sql(
    `
    insert into post_neighbour (post_id, place, neighbour_id, score)
    select one, 1, other, 1
    from unnest($1::bigint[], $2::bigint[]) as pair (quoted, quote),
      lateral (values (quoted, quote), (quote, quoted)) as either (one, other)
    `,
    [posts, ids(({ traces }) => traces.quoteId)],
  );
  await app.sql(`insert into tag_trend select id, 1, 1, 1, '[]' from tag`);
}

/** What makes the post what the table says. */
async function happen(app: TestHttp, scene: Scene, readers: Readers): Promise<void> {
  const { state, author, traces } = scene;
  const url = `/v1/posts/${traces.postId}`;
  if (state.post === 'followers' || state.post === 'private') {
    await must(app, { method: 'PATCH', url, as: author, body: { visibility: state.post } });
  }
  const inactive = { as: readers.admin, body: { isActive: false, reason: 'For the table' } };
  const put = (edge: 'block' | 'mute', as: Person, { id }: Person) =>
    must(app, { method: 'PUT', url: `/v1/users/${id}/${edge}`, as });
  const everyReader = Object.values(readers);
  const happenings: Record<Lot, () => Promise<unknown>> = {
    nothing: () => Promise.resolve(),
    deactivated: () =>
      must(app, { method: 'PATCH', url: `/v1/admin/posts/${traces.postId}`, ...inactive }),
    deleted: () => must(app, { method: 'DELETE', url, as: author }),
    'suspended author': () =>
      must(app, { method: 'PATCH', url: `/v1/admin/users/${author.id}`, ...inactive }),
    'deleted author': () =>
      must(app, {
        method: 'DELETE',
        url: '/v1/me',
        as: author,
        body: { password: author.password },
      }),
    'private profile': () =>
      must(app, {
        method: 'PATCH',
        url: '/v1/me/profile',
        as: author,
        body: { isPublic: false },
      }),
    'author blocks': () => Promise.all(everyReader.map((reader) => put('block', author, reader))),
    'readers block': () => Promise.all(everyReader.map((reader) => put('block', reader, author))),
    'readers mute': () => Promise.all(everyReader.map((reader) => put('mute', reader, author))),
  };
  await happenings[state.lot]();
}

async function must(app: TestHttp, request: TestRequest): Promise<TestAnswer> {
  const answer = await app.request(request);
  if (answer.status >= 300) {
    throw new Error(`${request.method} ${request.url}: ${answer.status} ${answer.text}`);
  }
  return answer;
}
