import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '#libs/config';

const STYLE = `
body { font-family: system-ui, sans-serif; line-height: 1.5; max-width: 40rem; margin: 4rem auto; padding: 0 1rem }
code { font-size: .95em }
pre { background: #f2f2f0; padding: .75rem 1rem; border-radius: .5rem; overflow-x: auto }
dt { font-weight: 600 }
dd { margin: 0 0 .75rem }
@media (prefers-color-scheme: dark) {
  body { background: #1c1c1a; color: #e8e8e4 }
  pre { background: #2b2b28 }
  a { color: #9dc1ff }
}
`;

/** The policy under which the page shows itself, and nothing is loaded or run. */
const POLICY = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  `img-src data:`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/**
 * Serves a small page at `/` for whoever opens the address of the service: what it is and where to go on. A page, not
 * a part of the API: it is the same for everybody and stands in no document.
 */
export function serveFrontPage(
  server: FastifyInstance,
  settings: Pick<Settings, 'publicUrl' | 'publicReads'>,
): void {
  const html = frontPage(settings);
  server.get('/', (_request, reply) =>
    reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': POLICY,
        'cache-control': 'public, max-age=300',
      })
      .send(html),
  );
}

function frontPage({
  publicUrl,
  publicReads,
}: Pick<Settings, 'publicUrl' | 'publicReads'>): string {
  const link = (path: string): string => escaped(`${publicUrl}${path}`);
  const links = [
    ['/docs', 'Docs', 'every call, to read and to try'],
    ['/openapi.json', 'OpenAPI document', 'to generate a client from'],
    ['/health', 'Health', 'whether it works, and what it stands on'],
    ['/version', 'Version', 'which build answers'],
  ] as const;
  const items = links.map(
    ([path, name, what]) => `<dt><a href="${link(path)}">${name}</a></dt><dd>${what}</dd>`,
  );
  const example = publicReads ? '/v1/feeds/explore' : '/version';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Maru</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Maru</h1>
<p>A social-network backend: people and profiles, follows, posts with pictures, threaded comments, likes, feeds and
search. It speaks REST with JSON under <code>${link('/v1')}</code>.</p>
<dl>
${items.join('\n')}
</dl>
<p>${publicReads ? 'The newest public posts' : 'A first call'}:</p>
<pre><code>curl '${link(example)}'</code></pre>
</main>
</body>
</html>
`;
}

/** Safe in HTML, and between the quotes of a shell. */
function escaped(text: string): string {
  return text
    .replaceAll("'", '%27')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
