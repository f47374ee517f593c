import { eventually, SocketClient, StreamClient } from '#libs/testing';
import type { Place } from '../../e2e/client/client.js';
import { follows, publishes } from '../../e2e/support/acts.js';
import { type Person, person } from '../../e2e/support/people.js';
import { whenInstalled } from '../support/when-installed.js';
import type { Proxy } from './proxy.js';
import { proxyStage } from './stage.js';

/** Streams of one person that an API holds. */
const OF_A_PERSON = 10;
/** More than the proxy lets other requests of one address stand at once. */
const OF_AN_ADDRESS = 200;

/** Where people ask who have this address, as far as the API is told. */
const from = (url: string, address: string): Place => ({
  url,
  fetch: (request) => {
    request.headers.set('x-forwarded-for', address);
    return fetch(request);
  },
});

whenInstalled(['nginx'], (nginx) => {
  const start = proxyStage(nginx, { SHUTDOWN_DELAY: '0' });
  let proxy: Proxy;
  let apiUrl: string;
  let author: Person;
  let reader: Person;

  beforeAll(async () => {
    const { apis, ...stage } = await start();
    ({ proxy } = stage);
    apiUrl = apis[0]!.url;
    author = await person('author', {}, proxy);
    reader = await person('reader', {}, proxy);
    await follows(reader, author);
  });

  it('passes each frame on as it comes, and beats through silence', async () => {
    const direct = await StreamClient.open(apiUrl, reader.token);
    const stream = await StreamClient.open(proxy.url, reader.token);
    const socket = await SocketClient.open(proxy.url, {
      protocols: ['maru.v1', `maru.token.${reader.token}`],
    });
    const all = [direct, stream, socket];
    await Promise.all(all.map((client) => client.until('ready')));
    expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(stream.headers['content-encoding']).toBeUndefined();
    await publishes(author, { body: 'A walk.' });
    await direct.until('feed');
    const told = performance.now();
    await Promise.all([stream.until('feed'), socket.until('feed')]);
    expect(performance.now() - told).toBeLessThan(1_200);
    // A connection on which this comes is never silent for as long as the proxy waits.
    await eventually(() => stream.beats > 0 && socket.beats > 0);
    expect([stream.closed, socket.closed]).toEqual([false, undefined]);
    all.forEach((client) => client.leave());
  });

  it('refuses a WebSocket as the API does', async () => {
    const answer = await SocketClient.ask(proxy.url, { token: 'wrong' });
    expect(answer).toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  it('holds two hundred streams of one address, and still answers it', async () => {
    const members: Person[] = [];
    for (let i = 0; i < OF_AN_ADDRESS / OF_A_PERSON; i += 1) {
      // Who signs up is counted by address.
      members.push(await person('member', {}, from(apiUrl, `203.0.113.${i}`)));
    }
    const streams = await Promise.all(
      members.flatMap(({ token }) =>
        Array.from({ length: OF_A_PERSON }, () => StreamClient.open(proxy.url, token)),
      ),
    );
    await Promise.all(streams.map((stream) => stream.until('ready')));
    expect(streams.map(({ status }) => status)).toEqual(streams.map(() => 200));
    expect((await fetch(`${proxy.url}/v1/posts`)).status).toBe(200);
    streams.forEach((stream) => stream.leave());
  });
});
