import { eventually, SocketClient, StreamClient } from '#libs/testing';
import { afterwards } from '../support/afterwards.js';
import { freePort } from '../support/free-port.js';
import { type Member, publish, signUp } from '../support/member.js';
import { Production } from '../support/production.js';
import { whenInstalled } from '../support/when-installed.js';
import { Proxy } from './proxy.js';

/** Streams of one person that an API holds. */
const OF_A_PERSON = 10;
/** More than the proxy lets other requests of one address stand at once. */
const OF_AN_ADDRESS = 200;

whenInstalled(['nginx'], (nginx) => {
  const undo = afterwards();
  let proxy: Proxy;
  let apiUrl: string;
  let author: Member;
  let reader: Member;

  beforeAll(async () => {
    const port = await freePort();
    apiUrl = `http://127.0.0.1:${port}`;
    proxy = await Proxy.prepare(nginx, [port, port]);
    undo(() => proxy.remove());
    const production = await Production.prepare({
      TRUSTED_PROXIES: '127.0.0.1',
      PUBLIC_URL: proxy.url,
      SHUTDOWN_DELAY: '0',
    });
    undo(() => production.remove());
    await production.api(port);
    await proxy.start();
    author = await signUp(proxy.url);
    reader = await signUp(proxy.url);
    const followed = await fetch(`${proxy.url}/v1/users/${author.id}/follow`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${reader.token}` },
    });
    expect(followed.ok).toBe(true);
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
    await publish(apiUrl, author.token, { body: 'A walk.' });
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
    const members: Member[] = [];
    for (let i = 0; i < OF_AN_ADDRESS / OF_A_PERSON; i += 1) {
      // Who signs up is counted by address.
      members.push(await signUp(apiUrl, { 'x-forwarded-for': `203.0.113.${i}` }));
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
