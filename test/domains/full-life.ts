import { createECDH, randomBytes } from 'node:crypto';
import { ChatModule } from '#libs/chat';
import { type CommentId, commentLikes, CommentModule, CommentService } from '#libs/comment';
import { DiscoveryModule } from '#libs/discovery';
import { FeedModule } from '#libs/feed';
import { StreamModule } from '#libs/live';
import { MediaService } from '#libs/media';
import { NotificationModule } from '#libs/notification';
import { PeopleListModule } from '#libs/people-list';
import {
  bookmarks,
  EditingService,
  type PostId,
  postLikes,
  postReposts,
  PublishingService,
  RemovalService,
  ViewsService,
} from '#libs/post';
import { ReactionService } from '#libs/reaction';
import { BlockService, FollowService, MuteService } from '#libs/social-graph';
import { StoryModule } from '#libs/story';
import { type TestHttp, testHttp } from '#libs/testing';
import { mutes } from '#libs/testing/graph';
import { type Person, person, setsPublic } from '#libs/testing/people';
import { poll, publishes } from '#libs/testing/posts';
import { uploads } from '#libs/testing/uploads';
import { chats, keepsLists, stories, tells } from './life-with-others.js';

/** A program with every domain. */
export function everything(): Promise<TestHttp> {
  return testHttp({
    modules: [
      StreamModule,
      CommentModule,
      FeedModule,
      PeopleListModule,
      DiscoveryModule,
      StoryModule,
      ChatModule,
      NotificationModule,
    ],
  });
}

/** What a full life leaves behind. */
export interface Life {
  readonly bobsPost: PostId;
  /** By the person, under the post of bob, answered by bob. */
  readonly answered: CommentId;
  /** By bob; quotes a post of the person. */
  readonly bobsQuote: PostId;
}

/** Lets a person do everything that can be done, with two others. */
export async function lives(
  app: TestHttp,
  person: Person,
  { bob, carol }: { bob: Person; carol: Person },
): Promise<Life> {
  const publishing = app.get(PublishingService);
  const comments = app.get(CommentService);
  const reactions = app.get(ReactionService);
  const me = person.viewer;
  const ask = (method: 'GET' | 'POST' | 'PATCH' | 'PUT', url: string, as: Person, body?: object) =>
    app.request({ method, url, as, body, headers: { 'idempotency-key': url } });

  // Account: a given-up nickname, an address that waits, a profile.
  await ask('PATCH', '/v1/me/profile', person, { nickname: `${person.nickname}.x`, bio: 'me' });
  await ask('PATCH', '/v1/me/profile', person, { nickname: person.nickname });
  await ask('PATCH', '/v1/me/profile', person, { nickname: `${person.nickname}.y` });
  await ask('PATCH', '/v1/me', person, {
    email: `new.${person.email}`,
    currentPassword: person.password,
  });
  await app.request({
    method: 'POST',
    url: '/v1/auth/forgot-password',
    body: { email: person.email },
  });

  // Push: a browser.
  await ask('POST', '/v1/me/push-subscriptions', person, {
    endpoint: `https://updates.push.services.mozilla.com/${person.nickname}`,
    keys: {
      p256dh: createECDH('prime256v1').generateKeys('base64url'),
      auth: randomBytes(16).toString('base64url'),
    },
  });

  // Mentions: of the person, whose id goes while the words of others stay, and by the person.
  const naming = await publishing.publish(bob.viewer, { body: '@somebody' });
  await app.sql(`update post set entities = $2::jsonb where id = $1`, [
    naming,
    JSON.stringify({ people: [person.id], spans: [[0, 9, 0]] }),
  ]);
  await app.sql(
    `
    insert into mention (thing_id, user_id, author_id, post_id, position)
    values ($1, $2, $3, $1, next_id())
    `,
    [naming, person.id, bob.id],
  );
  const mine = await ask('POST', '/v1/posts', person, { body: `@${bob.nickname}`, poll: poll() });
  // Polls: votes both ways.
  await ask('PUT', `/v1/posts/${mine.body.id}/poll/vote`, bob, { choices: [0] });
  const asking = await publishes(app, bob, { body: 'by bob', poll: poll() });
  await ask('PUT', `/v1/posts/${asking}/poll/vote`, person, { choices: [1] });
  await ask('PUT', '/v1/me/pins', person, { postIds: [mine.body.id] });

  // Media: attached, free, deleted.
  const picture = await uploads(app, person);
  await uploads(app, person);
  await app.get(MediaService).remove(person.id, await uploads(app, person), undefined);
  const bobsPicture = await uploads(app, bob);
  await app.settle();

  // Posts: with all that hangs on one, a draft, a deleted one.
  const post = await publishing.publish(me, {
    body: `I am ${person.nickname}`,
    tags: [person.nickname, 'shared'],
    mediaIds: [picture],
  });
  const edit = () => ({ body: `still ${person.nickname}` });
  await app.get(EditingService).edit(me, post, edit, undefined);
  await publishing.publish(me, { body: 'not yet', status: 'draft' });
  const removed = await publishing.publish(me, { body: 'never again', tags: ['shared'] });
  await app.get(RemovalService).remove(me, removed, undefined);
  const bobsPost = await publishing.publish(bob.viewer, {
    body: 'by bob',
    tags: ['shared'],
    mediaIds: [bobsPicture],
  });
  await ask('GET', `/v1/posts/${bobsPost}`, person);
  await ask('GET', `/v1/posts/${post}`, bob);
  await app.get(ViewsService).flush();

  // Comments: answered, unanswered, in a row, deleted; and those of others under my post.
  const write = (as: Person, to: PostId, parentId?: CommentId) =>
    comments.write(as.viewer, to, { body: `by ${as.nickname}`, parentId });
  const answered = await write(person, bobsPost);
  const bobsReply = await write(bob, bobsPost, answered);
  await write(person, bobsPost, bobsReply);
  const first = await write(person, bobsPost);
  await write(person, bobsPost, await write(person, bobsPost, first));
  await comments.remove(me, await write(person, bobsPost), undefined);
  const carolsComment = await write(carol, post);
  await write(bob, post, await write(person, post, carolsComment));
  await comments.remove(carol.viewer, await write(carol, post, carolsComment), undefined);
  await ask('POST', `/v1/posts/${bobsPost}/comments`, person, { body: 'kept as an answer' });

  // Likes and bookmarks, both ways; each at something that only it counts.
  await reactions.react(
    postLikes,
    me,
    await publishing.publish(bob.viewer, { body: 'only liked' }),
  );
  await reactions.react(
    bookmarks,
    me,
    await publishing.publish(bob.viewer, { body: 'only bookmarked' }),
  );
  await reactions.react(postLikes, carol.viewer, bobsPost);
  await reactions.react(postLikes, bob.viewer, post);
  await reactions.react(bookmarks, carol.viewer, post);
  await reactions.react(commentLikes, me, await write(bob, bobsPost));
  await reactions.react(commentLikes, bob.viewer, answered);
  await reactions.react(commentLikes, bob.viewer, carolsComment);

  // Reposts and quotes, both ways.
  const shared = await publishing.publish(bob.viewer, { body: 'only passed on' });
  await reactions.react(postReposts, me, shared);
  await publishing.publish(me, { quotedPostId: shared });
  await reactions.react(postReposts, bob.viewer, post);
  const bobsQuote = await publishing.publish(bob.viewer, { body: 'see', quotedPostId: post });

  // People: both ways.
  const follows = app.get(FollowService);
  await follows.follow(me, bob.id);
  await follows.follow(bob.viewer, person.id);
  await follows.follow(carol.viewer, bob.id);
  await chats(app, person, { bob, carol });
  await keepsLists(app, person, bob);
  await ask('PUT', '/v1/me/recent-searches', person, { text: `about ${person.nickname}` });
  await ask('PUT', '/v1/me/recent-searches', bob, { userId: person.id });
  for (const who of [person, bob]) {
    await ask('GET', '/v1/me/suggestions/users', who);
    await ask('GET', '/v1/feeds/recommended', who);
  }
  await ask('PUT', `/v1/me/dismissals/users/${carol.id}`, person);
  await ask('PUT', `/v1/me/dismissals/users/${person.id}`, bob);
  await stories(app, person, bob);
  const dave = await makesPrivate(app, 'dave');
  await follows.follow(me, dave.id);
  const erin = await makesPrivate(app, 'erin');
  await app.get(BlockService).block(me, erin.id);
  await app.get(MuteService).mute(me, carol.id);
  await mutes(app, carol, person);
  await app.sql(
    `with asked as (
      insert into follow_request (follower_id, followee_id) values ($1, $2) returning 1
    ),
    blocked as (
      insert into block (blocker_id, blocked_id) values ($3, $2) returning 1
    )
    select from asked, blocked`,
    [carol.id, person.id, (await makesPrivate(app, 'frank')).id],
  );

  await tells(app, person, { bob, mine: post, bobsPost });
  // What still waits to be told.
  await follows.unfollow(me, dave.id);
  await follows.follow(me, dave.id);

  // An archive, and one that is being made; jobs that wait, and a dead one.
  await ask('POST', '/v1/me/exports', person);
  await app.settle();
  await app.request({ method: 'POST', url: '/v1/me/exports', as: person });
  await app.sql(
    `with job as (
      insert into pgboss.job (name, data, output, start_after)
      values
        ('dead-letter', jsonb_build_object('emailFolded', $2::text), null, now() + interval '1 day'),
        ('dead-letter', '{"a": {"b": "c"}}', jsonb_build_object('reason', 'no mailbox ' || $2), now() + interval '1 day'),
        ('counters.recount',
          jsonb_build_object('table', 'user_counter', 'keys', jsonb_build_array($1::text, $3::text)),
          null, now() + interval '1 day')
      returning 1
    )
    select from job`,
    [person.id, person.email, bob.id],
  );
  return { bobsPost, answered, bobsQuote };
}

async function makesPrivate(app: TestHttp, name: string): Promise<Person> {
  const somebody = await person(app, name);
  await setsPublic(app, somebody, false);
  return somebody;
}
