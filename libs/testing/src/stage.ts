import type { TestAppOptions } from './test-app.js';
import { type TestHttp, testHttp } from './test-http.js';

/** What differs from one opening of a stage to the next. */
export type StageOptions = Partial<TestAppOptions>;

/** A program on a database of its own, with the words of the lib that is tested. */
export type Stage<Words extends object = object> = TestHttp & Words;

/**
 * How the tests of a lib open their program. What a stage adds is the lib's own: acts of people are words of
 * `#libs/testing/*`.
 *
 * @param modules of the lib; those in the options come on top
 * @param words what the tests ask and do besides; may make what all of them need
 */
export function stageOf<Words extends object>(
  modules: TestAppOptions['modules'],
  words?: (app: TestHttp) => Words | Promise<Words>,
): (options?: StageOptions) => Promise<Stage<Words>> {
  return async ({ modules: more = [], ...options } = {}) => {
    const app = await testHttp({ ...options, modules: [...modules, ...more] });
    // The same object: names are unique in it.
    return Object.assign(app, await words?.(app));
  };
}
