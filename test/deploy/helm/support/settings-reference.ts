import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './render.js';

/** Names of all settings, by their reference. */
export function knownSettings(): Set<string> {
  const text = readFileSync(join(ROOT, 'docs', 'settings.md'), 'utf8');
  return new Set([...text.matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map((row) => row[1] ?? ''));
}

/** Paths of the API without a version, by its OpenAPI document. */
export function knownRoutes(): Set<string> {
  const text = readFileSync(join(ROOT, 'docs', 'openapi.json'), 'utf8');
  const document = JSON.parse(text) as { paths: object };
  return new Set(Object.keys(document.paths));
}
