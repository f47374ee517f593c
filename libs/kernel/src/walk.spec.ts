import { batches } from './walk.js';

/** Reads two rows at once, and notes after which id. */
function list(...ids: string[]) {
  const asked: string[] = [];
  const read = (after: string) => {
    asked.push(after);
    return Promise.resolve(ids.filter((id) => Number(id) > Number(after)).slice(0, 2));
  };
  return { asked, read };
}

async function all(read: (after: string) => Promise<string[]>): Promise<(readonly string[])[]> {
  const found: (readonly string[])[] = [];
  for await (const batch of batches(read, (id) => id)) {
    found.push(batch);
  }
  return found;
}

it('goes on after the last row of each batch, until there is none', async () => {
  const { asked, read } = list('3', '5', '8');
  expect(await all(read)).toEqual([['3', '5'], ['8']]);
  expect(asked).toEqual(['0', '5', '8']);
});

it('gives no batch of an empty list', async () => {
  expect(await all(list().read)).toEqual([]);
});
