import { ChatModule } from '#libs/chat';
import { StreamModule } from '#libs/live';
import type { TestAnswer, TestHttp } from '#libs/testing';
import { follows } from '#libs/testing/graph';
import type { Person } from '#libs/testing/people';
import { stageOf } from '#libs/testing/stage';
import type { RoomId } from '../src/room/room.js';

let serial = 0;

/** A name for a message that none has yet. */
export const newClientId = (): string => `c-${(serial += 1)}`;

/** What a refusal says. */
export const refusal = ({ status, body }: TestAnswer): unknown[] => [status, body?.code];

const words = (app: TestHttp) => ({
  read(as: Person, path: string): Promise<TestAnswer> {
    return app.request({ method: 'GET', url: `/v1/${path}`, as });
  },

  /** What a page of a list has. */
  async items(as: Person, path: string) {
    return (await this.read(as, path)).body.items;
  },

  /** A room as somebody sees it. */
  async seen(as: Person, roomId: string) {
    return (await this.read(as, `rooms/${roomId}`)).body;
  },

  act(
    as: Person,
    method: 'PUT' | 'DELETE' | 'PATCH',
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<TestAnswer> {
    return app.request({ method, url: `/v1/${path}`, as, body, headers });
  },

  /** Opens the room with a person. @returns its id */
  async room(as: Person, { id }: Person): Promise<RoomId> {
    return (await this.act(as, 'PUT', `users/${id}/room`)).body.id;
  },

  /** Sends a message, under a new `clientId` unless one is given. */
  send(as: Person, roomId: string, message: object = {}): Promise<TestAnswer> {
    const body = { clientId: newClientId(), body: 'Hello', ...message };
    return app.request({ method: 'POST', url: `/v1/rooms/${roomId}/messages`, as, body });
  },

  /** The room of two people who follow each other; both have opened it, and nobody has written yet. */
  async friends(one: Person, other: Person): Promise<RoomId> {
    await follows(app, one, other);
    await follows(app, other, one);
    await this.room(other, one);
    return this.room(one, other);
  },

  /** What is unread. */
  async unread(as: Person): Promise<{ messages: number; requests: number }> {
    const { messages, requests } = (await this.read(as, 'me/unread')).body;
    return { messages, requests };
  },

  /** Numbers of the messages that a list gives. */
  async numbers(as: Person, roomId: string, query = ''): Promise<number[]> {
    const items = await this.items(as, `rooms/${roomId}/messages${query}`);
    return items.map(({ number }: { number: number }) => number);
  },
});

/** Opens a program in which people write to each other. */
export const chatStage = stageOf([StreamModule, ChatModule], words);

export type ChatStage = Awaited<ReturnType<typeof chatStage>>;
