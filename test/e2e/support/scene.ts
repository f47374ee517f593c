import {
  comments,
  follows,
  givesRole,
  likes,
  opensRoom,
  publishes,
  setsPublic,
  shares,
  uploads,
  writes,
} from './acts.js';
import type { Cast } from './cast.js';
import { mailedToken } from './mailbox.js';
import { login, type Person, person } from './people.js';
import { browser, jpeg } from './things.js';
import { notificationOf } from './told.js';
import { call, send } from './wire.js';

/** How the owner publishes the post of a scene. */
export interface PostShape {
  readonly visibility?: 'followers' | 'private';
  readonly status?: 'draft';
}

/** What the calls are about: things of the owner, each made when it is asked for, and only once. */
export class Scene {
  private readonly made = new Map<string, Promise<unknown>>();

  constructor(
    readonly cast: Cast,
    private readonly shape: PostShape = {},
  ) {}

  get owner(): Person {
    return this.cast.owner;
  }

  /** The post. */
  async postId(): Promise<string> {
    return (await this.post()).id;
  }

  async slug(): Promise<string> {
    return (await this.post()).slug;
  }

  /** A post of somebody else that quotes it. */
  quotingPostId(): Promise<string> {
    return this.once('quote', async () => {
      const quotedPostId = await this.postId();
      return (await publishes(await this.guest(), { body: 'Look', quotedPostId })).id;
    });
  }

  /** A post of the owner with a poll. */
  askedPostId(): Promise<string> {
    return this.once('poll', async () => {
      const closesAt = new Date(Date.now() + 3_600_000).toISOString();
      const poll = { options: ['Yes', 'No'], closesAt };
      return (await publishes(this.owner, { ...this.shape, poll })).id;
    });
  }

  /** A picture in the post. */
  mediaId(): Promise<string> {
    return this.once('picture', async () => {
      const { id: mediaId } = await uploads(this.owner);
      await this.byOwner('POST', `/v1/posts/${await this.postId()}/images`, { mediaId });
      return mediaId;
    });
  }

  /** A comment of the owner under the post. */
  commentId(): Promise<string> {
    return this.once('comment', () => this.commentBy(this.owner));
  }

  /** A comment under the post by somebody else. */
  guestCommentId(): Promise<string> {
    return this.once('guest comment', async () => this.commentBy(await this.guest()));
  }

  /** A picture of the owner that is in no post. */
  looseMediaId(): Promise<string> {
    return this.once('loose picture', async () => (await uploads(this.owner)).id);
  }

  /** A story of the owner for everybody. */
  storyId(): Promise<string> {
    return this.once('story', async () => (await shares(this.owner, 'public')).id);
  }

  /** A direct upload that the owner opened, the bytes sent. */
  openedMediaId(): Promise<string> {
    return this.once('upload', async () => {
      const content = await jpeg();
      const upload = await this.byOwner('POST', '/v1/media/uploads', {
        name: 'a.jpg',
        mimeType: 'image/jpeg',
        bytes: content.length,
      });
      const { pathname, search } = new URL(String(upload['url']));
      const headers = Object.entries(upload['headers'] as Record<string, string>).filter(
        ([name]) => name.toLowerCase() !== 'content-length',
      );
      const answer = await send({
        method: String(upload['method']),
        target: pathname + search,
        headers: Object.fromEntries(headers),
        body: content,
      });
      if (answer.status >= 300) {
        throw new Error(`A direct upload was answered with ${answer.status}: ${answer.text}`);
      }
      return String(upload['mediaId']);
    });
  }

  /** A room in which the guest asks the owner. */
  roomId(): Promise<string> {
    return this.once('room', async () => {
      const guest = await this.guest();
      const roomId = await opensRoom(guest, this.owner);
      await writes(guest, roomId);
      return roomId;
    });
  }

  /** The message of the guest in it. */
  messageId(): Promise<string> {
    return this.once('message', async () => {
      const { items } = await this.byOwner('GET', `/v1/rooms/${await this.roomId()}/messages`);
      return (items as { id: string }[])[0]!.id;
    });
  }

  /** A list of people that the owner keeps. */
  listId(): Promise<string> {
    return this.once('list', async () =>
      String((await this.byOwner('POST', '/v1/me/lists', { name: 'Of the owner' }))['id']),
    );
  }

  /** A search that the owner made. */
  searchId(): Promise<string> {
    return this.once('search', async () =>
      String((await this.byOwner('PUT', '/v1/me/recent-searches', { text: 'hills' }))['id']),
    );
  }

  /** Another session of the owner. */
  sessionId(): Promise<string> {
    return this.once('session', async () => {
      const { token } = await login(this.owner);
      const { items } = await call('GET', '/v1/auth/sessions', { token });
      return (items as { id: string; current: boolean }[]).find(({ current }) => current)!.id;
    });
  }

  /** An archive that the owner asked for. */
  exportId(): Promise<string> {
    return this.once('export', async () =>
      String((await this.byOwner('POST', '/v1/me/exports'))['id']),
    );
  }

  /** A browser of the owner. */
  subscriptionId(): Promise<string> {
    return this.once('subscription', async () =>
      String((await this.byOwner('POST', '/v1/me/push-subscriptions', browser()))['id']),
    );
  }

  /** Somebody who asks to follow the owner, whose profile becomes private for it. */
  askingId(): Promise<string> {
    return this.once('request', async () => {
      await this.hideProfile();
      const guest = await this.guest();
      await follows(guest, this.owner);
      return guest.id;
    });
  }

  /** What the owner is told of: a like by somebody new. */
  notificationId(): Promise<string> {
    return this.once('notification', async () => {
      await likes(await this.guest(), await this.postId());
      return notificationOf(1, () => this.byOwner('GET', '/v1/me/notifications?kind=post-like'));
    });
  }

  /** Somebody whose account may end. */
  async leaverId(): Promise<string> {
    return (await this.guest()).id;
  }

  /** An administrator who doesn't call. */
  colleagueId(): Promise<string> {
    return this.once('colleague', async () => {
      const colleague = await person('colleague');
      await givesRole(colleague, 'admin');
      return colleague.id;
    });
  }

  /** A token that somebody new got by mail. */
  verificationToken(): Promise<string> {
    return this.once('verification', async () =>
      mailedToken((await this.guest()).email, 'verify-email'),
    );
  }

  /** A token that somebody new got by mail after forgetting the password. */
  resetToken(): Promise<string> {
    return this.once('reset', async () => {
      const { email } = await this.guest();
      await call('POST', '/v1/auth/forgot-password', { body: { email } });
      return mailedToken(email, 'reset-password');
    });
  }

  /** Somebody new without any tie to the cast. */
  guest(): Promise<Person> {
    return this.once('guest', () => person('guest'));
  }

  /** Makes the profile of the owner private. */
  async hideProfile(): Promise<void> {
    await setsPublic(this.owner, false);
  }

  private post(): Promise<{ id: string; slug: string }> {
    return this.once('post', () =>
      publishes(this.owner, { body: 'A post of the owner', ...this.shape }),
    );
  }

  private async commentBy(who: Person): Promise<string> {
    return (await comments(who, await this.postId(), 'Well')).id;
  }

  private byOwner(method: string, target: string, body?: unknown) {
    return call(method, target, { token: this.owner.token, body });
  }

  private once<Thing>(name: string, make: () => Promise<Thing>): Promise<Thing> {
    const thing = (this.made.get(name) as Promise<Thing> | undefined) ?? make();
    this.made.set(name, thing);
    return thing;
  }
}
