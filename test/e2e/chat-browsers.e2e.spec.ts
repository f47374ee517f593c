import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { BrowserPage, describeWithChromium } from '../../libs/testing/src/browser.js';
import { eventually, repeatUntil } from '../../libs/testing/src/eventually.js';
import { Cable } from './support/cable.js';
import { ok, people, type Person } from './support/people.js';

/** What each of the two sends while both are there, every other one with a picture. */
const MESSAGES = 20;
/** What the one who is there sends while the other has no network. */
const MISSED = 5;

/** The code that a page of the documentation gives to people who write for browsers, without its types. */
function documented(page: string): string {
  const code = /^## Browser\n[^]*?```ts\n([^]*?)```/m.exec(readFileSync(page, 'utf8'))![1]!;
  const { ModuleKind, ScriptTarget } = ts;
  return ts.transpileModule(code, {
    compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ES2022 },
  }).outputText;
}

/** What a client has around the documented code: the token, the list of messages, and pictures to send. */
const client = (token: string): string => `
  const token = ${JSON.stringify(token)};
  const call = async (method, path, body) => {
    const isForm = body instanceof FormData;
    const answer = await fetch('/v1/' + path, {
      method,
      headers: {
        authorization: 'Bearer ' + token,
        ...(body && !isForm && { 'content-type': 'application/json' }),
      },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    });
    const said = answer.status === 204 ? undefined : await answer.json();
    if (!answer.ok) throw Object.assign(new Error(said.code), { status: answer.status, code: said.code });
    return said;
  };
  const picture = async () => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 40, height: 30 });
    const drawing = canvas.getContext('2d');
    drawing.fillStyle = 'hsl(' + Math.floor(360 * Math.random()) + ' 50% 50%)';
    drawing.fillRect(0, 0, 40, 30);
    const blob = await new Promise((resume) => canvas.toBlob(resume, 'image/jpeg'));
    const form = new FormData();
    form.append('file', blob, 'drawn.jpg');
    return (await call('POST', 'media', form)).id;
  };
  const shown = [];
  const frames = [];
  const chat = new Chat(call, (message) => shown.push(message));
  void follow(async () => token, (event, data) => {
    frames.push({ event, data });
    chat.on(event, data);
  });
  undefined;
`;

interface Shown {
  readonly number: number;
  readonly body: string;
  readonly images: readonly unknown[];
}

interface Frame {
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** Somebody in front of a browser. */
class Seat {
  private constructor(
    private readonly page: BrowserPage,
    /** The network of this browser. */
    readonly network: Cable,
  ) {}

  /** Opens the chat, and waits until its stream is ready. */
  static async of(person: Person): Promise<Seat> {
    const network = await Cable.lay();
    const page = await BrowserPage.open(`${network.url}/problems/not-found`);
    await page.value(
      `${documented('docs/stream.md')}\n${documented('docs/chat.md')}\n${client(person.token)}`,
    );
    const seat = new Seat(page, network);
    await seat.hears('ready', () => true);
    return seat;
  }

  /** What the page makes of an expression. */
  async does<T>(expression: string): Promise<T> {
    const text = await this.page.value(
      `(async () => JSON.stringify((await (${expression})) ?? null))()`,
    );
    return JSON.parse(String(text)) as T;
  }

  /** The code of the problem that an expression ends in; `sent` when it ends in none. */
  outcome(expression: string): Promise<string> {
    return this.does(`${expression}.then(() => 'sent', (problem) => problem.code)`);
  }

  /** Waits for a frame. */
  async hears(event: string, isIt: (data: Frame['data']) => boolean): Promise<void> {
    await eventually(() => this.hasHeard(event, isIt));
  }

  async hasHeard(event: string, isIt: (data: Frame['data']) => boolean): Promise<boolean> {
    const frames = await this.does<Frame[]>('frames');
    return frames.some((frame) => frame.event === event && isIt(frame.data));
  }

  /** Waits until so many messages are shown. @returns them, as often and in the order they were shown first */
  async sees(count: number): Promise<Shown[]> {
    await eventually(async () => (await this.numbers()).size >= count);
    const shown = await this.does<Shown[]>('shown');
    return shown.filter(({ number }, at) => shown.findIndex((one) => one.number === number) === at);
  }

  async close(): Promise<void> {
    await this.page.close();
    await this.network.remove();
  }

  private async numbers(): Promise<Set<number>> {
    return new Set((await this.does<Shown[]>('shown')).map(({ number }) => number));
  }
}

describeWithChromium('two browsers (skipped where there is no Chromium)', () => {
  const seats: Seat[] = [];
  let roomId: string;

  beforeAll(async () => {
    const { yuna, noah } = await people('yuna', 'noah');
    for (const { api } of [yuna, noah]) {
      ok(await api.PATCH('/v1/me/chat-settings', { body: { presence: true } }));
    }
    const path = { params: { path: { userId: noah.id } } };
    roomId = ok(await yuna.api.PUT('/v1/users/{userId}/room', path)).id;
    seats.push(await Seat.of(yuna));
    seats.push(await Seat.of(noah));
  });
  afterAll(async () => {
    await Promise.all(seats.map((seat) => seat.close()));
  });

  const send = (body: string) => `chat.send('${roomId}', ${JSON.stringify(body)})`;
  const sendPicture = (body: string) =>
    `picture().then((id) => chat.send('${roomId}', ${JSON.stringify(body)}, [id]))`;
  const numbers = (messages: readonly Shown[]) => messages.map(({ number }) => number);
  const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

  it('ask, accept and talk, lose the network, and have everything once', async () => {
    const [asking, asked] = [seats[0]!, seats[1]!];
    expect(await asking.outcome(send('May I?'))).toBe('sent');
    expect(await asking.outcome(send('And also'))).toBe('request-pending');
    const requests = await asked.does<{ items: unknown[] }>(`call('GET', 'rooms?state=request')`);
    expect(requests.items).toMatchObject([{ id: roomId, lastMessage: { body: 'May I?' } }]);
    await asked.does(`call('PUT', 'rooms/${roomId}/accepted')`);
    await asking.hears('room', ({ id, state, partnerOnline }) =>
      [id === roomId, state === 'open', partnerOnline === true].every(Boolean),
    );

    await repeatUntil(
      () => asked.does(`call('PUT', 'rooms/${roomId}/typing')`),
      () => asking.hasHeard('typing', (typing) => typing['roomId'] === roomId),
    );

    const talk = async (seat: Seat, name: string) => {
      for (let i = 1; i <= MESSAGES; i += 1) {
        const body = `${name} ${i}`;
        expect(await seat.outcome(i % 2 === 0 ? sendPicture(body) : send(body))).toBe('sent');
      }
    };
    await Promise.all([talk(asking, 'yuna'), talk(asked, 'noah')]);
    // Whoever writes has read: the one who reads has not written last.
    expect(await asking.outcome(send('Read me'))).toBe('sent');
    let all = 2 + 2 * MESSAGES;
    for (const seat of [asking, asked]) {
      const messages = await seat.sees(all);
      expect(numbers(messages)).toEqual(upTo(all));
      expect(messages.filter(({ images }) => images.length === 1)).toHaveLength(MESSAGES);
      for (const name of ['yuna', 'noah']) {
        const own = messages.filter(({ body }) => body.startsWith(`${name} `));
        expect(own.map(({ body }) => body)).toEqual(
          Array.from({ length: MESSAGES }, (_, i) => `${name} ${i + 1}`),
        );
      }
    }

    await asked.does(`call('PUT', 'rooms/${roomId}/read', { number: ${all} })`);
    await asking.hears('room', (room) => room['partnerReadNumber'] === all);

    asked.network.cut();
    for (let i = 1; i <= MISSED; i += 1) {
      expect(await asking.outcome(send(`missed ${i}`))).toBe('sent');
    }
    await asked.does(`void ${send('written on the train')}`);
    await asking.hears('presence', ({ online }) => online === false);
    asked.network.mend();
    all += MISSED + 1;
    for (const seat of [asking, asked]) {
      expect(numbers(await seat.sees(all))).toEqual(upTo(all));
    }
    await asking.hears('message', ({ body }) => body === 'written on the train');
  });
});
