import { ExportHandler } from '#libs/account';
import { archiveAt } from '#libs/testing';
import { type Account, accounts } from '#libs/testing/accounts';
import { uploads } from '#libs/testing/uploads';
import { type MediaStage, mediaStage } from './stage.js';

let app: MediaStage;

beforeEach(async () => {
  app = await mediaStage();
});
afterEach(() => app.close());

const ask = (as: Account) => app.request({ method: 'POST', url: '/v1/me/exports', as });
const read = (as: Account, id: string) =>
  app.request({ method: 'GET', url: `/v1/me/exports/${id}`, as });
const change = (sql: string) => app.sql(`with x as (${sql} returning 1) select from x`);

describe('an archive that is asked for right after an upload', () => {
  const postponed = () =>
    change(`update pgboss.job set start_after = now() where name = 'user.export'`);

  it('waits for the picture', async () => {
    const { zoe } = await accounts(app, 'zoe');
    const { id } = (await ask(zoe)).body;
    const mediaId = await uploads(app, zoe);
    await app.get(ExportHandler).make({ exportId: id });
    expect((await read(zoe, id)).body.status).toBe('pending');
    await app.settle();
    await postponed();
    await app.settle();

    const files = await archiveAt(app, (await read(zoe, id)).body.url);
    expect(files[`media/${mediaId}.jpg`]).toBeGreaterThan(100);
    expect(files['media.json']).toMatchObject([{ id: mediaId, status: 'ready' }]);
  });

  it('waits not for ever, and says what it lacks', async () => {
    const { zoe } = await accounts(app, 'zoe');
    const { id } = (await ask(zoe)).body;
    const mediaId = await uploads(app, zoe);
    await change(`delete from pgboss.job where name = 'media.make-variants'`);
    await app.settle();
    expect((await read(zoe, id)).body.status).toBe('pending');
    await change(`update data_export set created_at = now() - interval '16 minutes'`);
    await postponed();
    await app.settle();

    const files = await archiveAt(app, (await read(zoe, id)).body.url);
    expect(files['media.json']).toMatchObject([{ id: mediaId, status: 'processing', file: null }]);
  });
});
