import { loadSettings } from '../src/load-settings.js';
import type { Settings } from '../src/settings.js';
import { SettingsError } from '../src/settings-error.js';

/** A key to sign with. */
const JWT_SECRET = 'k'.repeat(32);

/** A key to sign pushes with. */
export const VAPID_PRIVATE_KEY = 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94';

/** What production must be told. */
export const production = { NODE_ENV: 'production', JWT_SECRET, METRICS_TOKEN: 'scrape' };

/** The settings of an environment, with keys when it has none, so that none are made. */
export const load = (env: NodeJS.ProcessEnv): Settings =>
  loadSettings({ JWT_SECRET, VAPID_PRIVATE_KEY, ...env });

/** What is wrong with an environment, a line each. */
export function problems(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    load(env);
  } catch (error) {
    if (error instanceof SettingsError) {
      return error.problems;
    }
    throw error;
  }
  return [];
}
