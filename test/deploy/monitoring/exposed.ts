import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Figures with the labels that they carry. */
export type Exposed = Map<string, Set<string>>;

/** Labels that Prometheus itself gives to whatever it scrapes. */
export const SCRAPE_LABELS = [
  'job',
  'instance',
  'namespace',
  'pod',
  'container',
  'service',
  'endpoint',
];

/** What a text in the format of Prometheus shows. */
export function exposedBy(text: string): Exposed {
  const exposed: Exposed = new Map();
  for (const line of text.split('\n')) {
    const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? /.exec(line);
    if (sample !== null) {
      const labels = exposed.get(sample[1]!) ?? new Set<string>();
      for (const [, name] of (sample[2] ?? '').matchAll(/(\w+)="(?:[^"\\]|\\.)*"/g)) {
        labels.add(name!);
      }
      exposed.set(sample[1]!, labels);
    }
  }
  return exposed;
}

/** What the lists of exporters beside this file name. */
export function exposedByExporters(): Exposed {
  const folder = join(__dirname, 'exporters');
  const exposed: Exposed = new Map();
  for (const file of readdirSync(folder)) {
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      const entry = /^([a-zA-Z_:]\w*)(?:\{(.*)\})?$/.exec(line);
      if (entry !== null) {
        exposed.set(entry[1]!, new Set(entry[2]?.split(',') ?? []));
      }
    }
  }
  return exposed;
}
