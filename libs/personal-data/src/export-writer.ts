import type { ZipContent, ZipStream } from './zip-stream.js';

/** Rows written in one piece. */
const PIECE = 200;

/** Writes the files of an export of personal data. */
export class ExportWriter {
  constructor(private readonly zip: ZipStream) {}

  /** Writes `<name>.json` with one value; times become ISO 8601 in UTC. */
  async value(name: string, value: object): Promise<void> {
    await this.zip.add(`${name}.json`, once(`${JSON.stringify(value, null, 2)}\n`));
  }

  /** Writes `<name>.json` with a list, whatever its length. */
  async list(name: string, rows: AsyncIterable<object>): Promise<void> {
    await this.zip.add(`${name}.json`, jsonOf(rows));
  }

  /** Writes a file as it is, for content that is compressed already. */
  async file(path: string, content: ZipContent): Promise<void> {
    await this.zip.add(path, content, 1);
  }
}

async function* once(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

async function* jsonOf(rows: AsyncIterable<object>): AsyncGenerator<string> {
  let count = 0;
  let piece = '[';
  for await (const row of rows) {
    piece += `${count === 0 ? '' : ','}\n${JSON.stringify(row)}`;
    count += 1;
    if (count % PIECE === 0) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}${count === 0 ? '' : '\n'}]\n`;
}
