import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BrowserPage, describeWithChromium, eventually } from '#libs/testing';
import { accounts } from '#libs/testing/accounts';
import { type PushServiceStub, pushServiceStub } from './push-service-stub.js';
import { type PushStage, pushStage } from './stage.js';

/** The service worker that the documentation gives to people who write for browsers. */
function documented(): string {
  const page = readFileSync('docs/push.md', 'utf8');
  return /## Show\n\n```js\n([^]*?)```/.exec(page)![1]!;
}

/** Tells the page of each notification that the browser took: without a window it shows none for long. */
const OBSERVER = `
  const show = ServiceWorkerRegistration.prototype.showNotification;
  ServiceWorkerRegistration.prototype.showNotification = async function (title, options) {
    await show.call(this, title, options);
    for (const client of await clients.matchAll({ includeUncontrolled: true })) {
      client.postMessage({ title, body: options.body, tag: options.tag });
    }
  };
`;

/** A site with the documented service worker. */
async function site(): Promise<Server> {
  const server = createServer(({ url }, response) => {
    const isWorker = url === '/push-worker.js';
    response.setHeader('content-type', isWorker ? 'text/javascript' : 'text/html');
    response.end(isWorker ? `${OBSERVER}${documented()}` : '<!doctype html><title>A site</title>');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

describeWithChromium('Chromium (skipped where there is none)', () => {
  let stub: PushServiceStub;
  let app: PushStage;
  let server: Server;

  beforeAll(async () => {
    stub = await pushServiceStub();
    app = await pushStage(stub);
    server = await site();
  });
  afterAll(async () => {
    await app.close();
    await stub.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  it('shows what was pushed by the documented service worker', async () => {
    const { alice } = await accounts(app, 'alice');
    const browser = await app.browser(alice);
    app.said.set('7', { type: 'notification', id: '7', title: '안녕, 앨리스', body: 'hello' });
    await app.leave(alice, '7');
    await app.send();
    const pushed = JSON.stringify(browser.read(stub.arrived[0]!));

    const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const page = await BrowserPage.open(`${origin}/`);
    await page.send('Browser.grantPermissions', { origin, permissions: ['notifications'] });
    await page.send('ServiceWorker.enable', {});
    await page.value(`
      globalThis.shown = [];
      navigator.serviceWorker.onmessage = ({ data }) => shown.push(data);
      navigator.serviceWorker.register('/push-worker.js').then(() => true);
    `);
    const state = `navigator.serviceWorker.ready.then(({ active }) => active.state)`;
    await eventually(
      () => page.value(state),
      (now) => now === 'activated',
    );
    const registrationId = await eventually(() => registrationOf(page));
    // The push service of browsers can't be had: its last step is done by the debugging protocol.
    await page.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: pushed });
    const shown = await eventually(
      () => page.value('JSON.stringify(globalThis.shown)'),
      (list) => list !== '[]',
    );
    expect(JSON.parse(String(shown))).toEqual([{ title: '안녕, 앨리스', body: 'hello', tag: '7' }]);
    await page.close();
  });
});

/** Id of the registered service worker, once the browser has told it. */
function registrationOf(page: BrowserPage): string | undefined {
  const told = page.events.filter(
    ({ method }) => method === 'ServiceWorker.workerRegistrationUpdated',
  );
  const [registration] = told.flatMap(
    ({ params }) => params['registrations'] as { registrationId: string }[],
  );
  return registration?.registrationId;
}
