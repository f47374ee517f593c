import { randomBytes } from 'node:crypto';
import { StartError } from '#libs/runtime';
import {
  CIRCLE_STRENGTHS,
  type CircleStrength,
  ImpossibleSizes,
  isCircleStrength,
  isPreset,
  PRESETS,
  type SeedOptions,
  type SeedSizes,
  SIZE_NAMES,
  sizesOf,
} from '#libs/seed';
import type { CommandOptions } from './command.js';

const MAX_SEED = 2 ** 32 - 1;
/** The shortest that people may have. */
const PASSWORD_LENGTH = 10;

/** What the options of the command ask for. */
export type AskedSeed = Pick<
  SeedOptions,
  'sizes' | 'circles' | 'seed' | 'base' | 'password' | 'force'
>;

/** Reads the options. @throws StartError for values that make no sense, in one line */
export function planOf(options: CommandOptions): AskedSeed {
  const password = textOf(options, 'password') ?? randomBytes(12).toString('base64url');
  if (password.length < PASSWORD_LENGTH) {
    throw new StartError(`--password has at least ${String(PASSWORD_LENGTH)} characters.`);
  }
  return {
    sizes: sizesIn(options),
    circles: circlesOf(options),
    seed: numberOf(options, 'seed', MAX_SEED) ?? 1,
    base: baseOf(options),
    password,
    force: options['force'] === true,
  };
}

function sizesIn(options: CommandOptions): SeedSizes {
  const preset = textOf(options, 'preset') ?? 'small';
  if (!isPreset(preset)) {
    throw new StartError(`--preset is one of ${Object.keys(PRESETS).join(', ')}.`);
  }
  const given: Partial<Record<keyof SeedSizes, number>> = {};
  for (const name of SIZE_NAMES) {
    const number = numberOf(options, name);
    if (number !== undefined) {
      given[name] = number;
    }
  }
  try {
    return sizesOf(preset, given);
  } catch (error) {
    throw error instanceof ImpossibleSizes ? new StartError(error.message) : error;
  }
}

function circlesOf(options: CommandOptions): CircleStrength {
  const strength = textOf(options, 'circles') ?? 'strong';
  if (!isCircleStrength(strength)) {
    throw new StartError(`--circles is one of ${CIRCLE_STRENGTHS.join(', ')}.`);
  }
  return strength;
}

/** Midnight of a day that has begun, so that what people do afterwards is newer than everything. */
function baseOf(options: CommandOptions): number {
  const given = textOf(options, 'base') ?? new Date().toISOString().slice(0, 10);
  const base = /^\d{4}-\d\d-\d\d$/.test(given) ? Date.parse(`${given}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(base) || base > Date.now() || base < Date.UTC(2010)) {
    throw new StartError('--base is a date from 2010-01-01 to today, such as 2026-01-31.');
  }
  return base;
}

function textOf(options: CommandOptions, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

function numberOf(
  options: CommandOptions,
  name: string,
  most = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const text = textOf(options, name);
  if (text === undefined) {
    return undefined;
  }
  if (!/^\d{1,15}$/.test(text) || Number(text) > most) {
    throw new StartError(`--${name} is a whole number, not "${text}".`);
  }
  return Number(text);
}
