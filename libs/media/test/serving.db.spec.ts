import { type MediaId, MediaService } from '#libs/media';
import { pictures, storedObjects } from '#libs/testing';
import type { Account } from '#libs/testing/accounts';
import { uploads } from '#libs/testing/uploads';
import { post, type ServedStage, stages } from './stage.js';

describe.each(stages)('a picture that is stored %s', (_where, start) => {
  let app: ServedStage;
  let mina: Account;
  let media: MediaService;
  let posts = 0;

  beforeAll(async () => {
    app = await start();
    ({ mina } = app);
    media = app.get(MediaService);
  });
  afterAll(() => app.close());

  /** A processed picture of a post. Posts of even number are for everyone. */
  const pictureOf = async (isPublic: boolean) => {
    posts += 2;
    const attachment = post(isPublic ? posts : posts + 1);
    const id = await uploads(app, mina, pictures.jpeg({ width: 800, height: 600 }));
    await media.claim(mina.id, [id], attachment, isPublic);
    await app.settle();
    return { id, attachment };
  };
  const addresses = async (id: MediaId): Promise<string[]> => {
    const { body } = await app.ask('GET', `/v1/media/${id}`, mina);
    const { thumbnail, small, large } = body.variants;
    return [body.url, thumbnail.url, small.url, large.url];
  };
  const statuses = async (urls: readonly string[]) => {
    const answers = await Promise.all(urls.map((url) => fetch(url)));
    await Promise.all(answers.map((answer) => answer.arrayBuffer()));
    return answers.map(({ ok }) => ok);
  };
  const [all, none] = [
    [true, true, true, true],
    [false, false, false, false],
  ];

  it('for everyone has an address that nobody can guess, to keep for a day', async () => {
    const urls = await addresses((await pictureOf(true)).id);

    for (const url of urls) {
      expect(url).toMatch(/\/public\/[0-9a-f]{32}\/(original\.jpg|\w+\.webp)$/);
      const answer = await fetch(url);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=86400, immutable');
      await answer.arrayBuffer();
    }
    const another = await addresses((await pictureOf(true)).id);
    expect(new Set([...urls, ...another].map((url) => url.split('/').at(-2))).size).toBe(2);
  });

  it('is not sent again to who has it, and can be read in parts', async () => {
    const [url] = await addresses((await pictureOf(true)).id);
    const whole = await fetch(url!);
    const bytes = Buffer.from(await whole.arrayBuffer());
    // `fetch` would add `no-cache`, which asks for the bytes in any case.
    const ask = (headers: Record<string, string>) =>
      fetch(url!, { headers: { ...headers, 'cache-control': 'max-age=0' } });

    for (const headers of [
      { 'if-none-match': whole.headers.get('etag')! },
      { 'if-modified-since': whole.headers.get('last-modified')! },
    ]) {
      const again = await ask(headers);
      expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0]);
    }
    expect((await ask({ 'if-none-match': '"another"' })).status).toBe(200);
    const part = await ask({ range: 'bytes=10-19' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 10-19/${String(bytes.length)}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20));
    const end = await ask({ range: `bytes=${String(bytes.length - 5)}-` });
    expect(Buffer.from(await end.arrayBuffer())).toEqual(bytes.subarray(-5));
    const beyond = await ask({ range: `bytes=${String(bytes.length)}-` });
    expect(beyond.status).toBe(416);
    await beyond.arrayBuffer();
    const head = await fetch(url!, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(bytes.length));
    expect(head.headers.get('content-type')).toBe('image/jpeg');
  });

  it('for some has addresses that are signed, end, and can not be changed', async () => {
    const urls = await addresses((await pictureOf(false)).id);

    expect(await statuses(urls)).toEqual(all);
    const answer = await fetch(urls[0]!);
    expect(answer.headers.get('cache-control')).toMatch(/^private, max-age=\d+$/);
    await answer.arrayBuffer();
    expect(await statuses(urls.map((url) => url.split('?')[0]!))).toEqual(none);
    expect(await statuses(urls.map((url) => url.replace('/private/', '/public/')))).toEqual(none);
    expect(await statuses(urls.map((url) => url.replace(/(signature=.)./i, '$1~')))).toEqual(none);
    expect(
      await statuses(
        urls.map((url) =>
          url.replace(
            /(expires=)(\d+)/i,
            (_all, name, end) => `${String(name)}${String(Number(end) + 60)}`,
          ),
        ),
      ),
    ).toEqual(none);
  });

  it('gets new addresses when its post stops being for everyone, and the old ones are dead', async () => {
    const { id, attachment } = await pictureOf(true);
    const before = await addresses(id);
    expect(await statuses(before)).toEqual(all);

    await media.setAudience(attachment, false);
    const after = await addresses(id);
    expect(after.every((url) => /signature=/i.test(url))).toBe(true);
    expect(await statuses(before)).toEqual(none);
    expect(await statuses(after)).toEqual(all);
    await app.settle();
    expect(await statuses(before)).toEqual(none);
    expect(await statuses(after)).toEqual(all);

    await media.setAudience(attachment, true);
    expect(await statuses(await addresses(id))).toEqual(all);
    await app.settle();
    expect(await statuses(after)).toEqual(all);
    expect(await statuses(await addresses(id))).toEqual(all);
  });

  it('that is deleted is served to nobody, whatever addresses were given out', async () => {
    for (const isPublic of [true, false]) {
      const { id } = await pictureOf(isPublic);
      const before = await addresses(id);
      await media.remove(mina.id, id, undefined);

      expect(await statuses(before)).toEqual(none);
    }
  });

  it('is served to nobody before it is processed', async () => {
    const id = await uploads(app, mina, pictures.jpegWithLocation());
    const [raw] = (await storedObjects(app)).filter((key) => key.startsWith('incoming/'));
    const [base] = await addresses((await pictureOf(true)).id).then((urls) =>
      urls.map((url) => url.slice(0, url.indexOf('public/'))),
    );
    const waiting = await uploads(app, mina, pictures.jpegWithLocation());

    expect(raw).toBeDefined();
    expect((await app.ask('GET', `/v1/media/${id}`, mina)).body.status).toBe('ready');
    const { body } = await app.ask('GET', `/v1/media/${waiting}`, mina);
    expect([body.url, body.variants, body.blurhash]).toEqual([null, null, null]);
    const name = (await app.keyOf(waiting)).slice('incoming/'.length);
    expect(
      await statuses([
        `${base!}incoming/${name}`,
        `${base!}public/${name}/original.jpg`,
        `${base!}private/${name}/original.jpg`,
        `${base!}uploads/${name}`,
      ]),
    ).toEqual(none);
  });
});
