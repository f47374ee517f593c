import { readFile } from 'node:fs/promises';
import { eventually } from '../../../libs/testing/src/eventually.js';
import { send } from './wire.js';

/** All that the program has logged up to now. */
export async function programLog(): Promise<string> {
  // An id is all of an address that the log shows.
  const mark = `8${String(Math.floor(Math.random() * 1e9)).padStart(18, '0')}`;
  await send({ method: 'GET', target: `/v1/posts/${mark}` });
  return eventually(
    () => readFile('.cache/e2e.log', 'utf8'),
    (text) => text.includes(mark),
  );
}

/** The entries of level error and above, each with what follows it up to the next entry. */
export async function errorsLogged(): Promise<string[]> {
  const entries = (await programLog()).split(/\n(?=\[\d\d:\d\d:\d\d|\{)/);
  return entries.filter((entry) =>
    /^\[[\d:.]+\] (?:ERROR|FATAL)|"level":"(?:error|fatal)"/.test(entry),
  );
}
