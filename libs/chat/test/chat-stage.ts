import { ChatModule } from '#libs/chat';
import { StreamModule } from '#libs/live';
import { BlockService, FollowService } from '#libs/social-graph';
import { type TestAnswer, type TestHttp, testHttp } from '#libs/testing';
import type { Person } from '#libs/testing/people';

let serial = 0;

/** A name for a message that none has yet. */
export const newClientId = (): string => `c-${(serial += 1)}`;

/** People who write to each other, by HTTP. */
export class ChatStage {
  private constructor(readonly app: TestHttp) {}

  static async open(options: Omit<Parameters<typeof testHttp>[0], 'modules'> = {}) {
    return new ChatStage(await testHttp({ modules: [StreamModule, ChatModule], ...options }));
  }

  close(): Promise<void> {
    return this.app.close();
  }

  read(as: Person, path: string): Promise<TestAnswer> {
    return this.app.request({ method: 'GET', url: `/v1/${path}`, as });
  }

  act(
    as: Person,
    method: 'PUT' | 'DELETE' | 'PATCH',
    path: string,
    body?: object,
  ): Promise<TestAnswer> {
    return this.app.request({ method, url: `/v1/${path}`, as, body });
  }

  /** Opens the room with a person. @returns its id */
  async room(as: Person, { id }: Person): Promise<string> {
    return String((await this.act(as, 'PUT', `users/${id}/room`)).body.id);
  }

  /** Sends a message, under a new `clientId` unless one is given. */
  send(as: Person, roomId: string, message: object = {}): Promise<TestAnswer> {
    const body = { clientId: newClientId(), body: 'Hello', ...message };
    return this.app.request({ method: 'POST', url: `/v1/rooms/${roomId}/messages`, as, body });
  }

  /** The room of two people who follow each other; both have opened it, and nobody has written yet. */
  async friends(one: Person, other: Person): Promise<string> {
    await this.follow(one, other);
    await this.follow(other, one);
    await this.room(other, one);
    return this.room(one, other);
  }

  follow({ viewer }: Person, { id }: Person): Promise<unknown> {
    return this.app.get(FollowService).follow(viewer, id);
  }

  unfollow({ viewer }: Person, { id }: Person): Promise<unknown> {
    return this.app.get(FollowService).unfollow(viewer, id);
  }

  block({ viewer }: Person, { id }: Person): Promise<void> {
    return this.app.get(BlockService).block(viewer, id);
  }

  unblock({ viewer }: Person, { id }: Person): Promise<void> {
    return this.app.get(BlockService).unblock(viewer, id);
  }

  /** What is unread. */
  async unread(as: Person): Promise<{ messages: number; requests: number }> {
    const { messages, requests } = (await this.read(as, 'me/unread')).body;
    return { messages, requests };
  }

  /** Numbers of the messages that a list gives. */
  async numbers(as: Person, roomId: string, query = ''): Promise<number[]> {
    const { body } = await this.read(as, `rooms/${roomId}/messages${query}`);
    return body.items.map(({ number }: { number: number }) => number);
  }
}

/** What a refusal says. */
export const refusal = ({ status, body }: TestAnswer): unknown[] => [status, body?.code];
