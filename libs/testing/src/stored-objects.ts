import { ObjectStorage } from '#libs/storage';
import type { TestApp } from './test-app.js';

/** The keys of all objects in storage. */
export async function storedObjects(app: Pick<TestApp, 'get'>): Promise<string[]> {
  const keys: string[] = [];
  for (const prefix of ['incoming/', 'private/', 'public/']) {
    for await (const { key } of app.get(ObjectStorage).list(prefix)) {
      keys.push(key);
    }
  }
  return keys.sort();
}

/** Lets storage take no object any more, until mocks are restored. */
export function storesNothing(app: Pick<TestApp, 'get'>): void {
  jest.spyOn(app.get(ObjectStorage), 'put').mockRejectedValue(new Error('no disk'));
}
