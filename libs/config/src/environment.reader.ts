import { isIP } from 'node:net';
import {
  RESERVED_SETTINGS,
  settingCatalogue,
  type SettingEntry,
  type SettingName,
} from './setting-catalogue.js';

/** Bounds of a whole number, both allowed. */
interface Range {
  readonly min: number;
  readonly max: number;
}

const PROXY_RANGES = ['loopback', 'linklocal', 'uniquelocal'];

/**
 * Reads variables of an environment one by one and collects what is wrong with them, so that all of it
 * can be told at once. A wrong variable reads as a harmless value: the program stops anyway.
 */
export class EnvironmentReader {
  /** One line per wrong variable. */
  readonly problems: string[] = [];

  constructor(
    private readonly env: NodeJS.ProcessEnv,
    readonly isProduction: boolean,
  ) {}

  /** Whether the variable is there; an empty one counts as not set. */
  has(name: SettingName): boolean {
    return this.given(name) !== undefined;
  }

  /** Tells that a variable is wrong: what is wrong, and what to do. */
  refuse(name: SettingName, wrong: string, remedy: string): void {
    this.problems.push(`${name}: ${wrong}. ${remedy}.`);
  }

  /** Refuses variables whose names are kept for later: set, they would promise what isn't there. */
  refuseReserved(): void {
    for (const [name, remedy] of Object.entries(RESERVED_SETTINGS)) {
      if (this.env[name]?.trim()) {
        this.problems.push(`${name}: it is not supported yet. ${remedy}.`);
      }
    }
  }

  /** The variable, or its default for this kind of environment. */
  text(name: SettingName): string | undefined {
    const entry: SettingEntry = settingCatalogue[name];
    const preset = this.isProduction ? (entry.productionPreset ?? entry.preset) : entry.preset;
    return this.given(name) ?? preset;
  }

  /** A text that is there because it has a default. */
  presetText(name: SettingName): string {
    return this.text(name) ?? '';
  }

  integer(name: SettingName, { min, max }: Range): number {
    const text = this.presetText(name);
    const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) {
      return value;
    }
    const remedy = `Set it to a whole number from ${String(min)} to ${String(max)}`;
    this.refuse(name, `${this.shown(name)} is out of range or not a whole number`, remedy);
    return min;
  }

  choice<const Choice extends string>(name: SettingName, choices: readonly Choice[]): Choice {
    const text = this.presetText(name);
    const found = choices.find((choice) => choice === text);
    if (found !== undefined) {
      return found;
    }
    this.refuse(name, `${this.shown(name)} is not possible`, `Set it to ${choices.join(' or ')}`);
    const [first] = choices;
    if (first === undefined) {
      throw new Error(`${name} has no choices.`);
    }
    return first;
  }

  switch(name: SettingName): boolean {
    return this.choice(name, ['true', 'false']) === 'true';
  }

  /** An http(s) address without a slash at its end. */
  webAddress(name: SettingName): string | undefined {
    const url = this.url(name, ['http:', 'https:'], 'https://maru.example.org');
    if (url === undefined) {
      return undefined;
    }
    if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
      this.refuse(
        name,
        'an address with a query, a fragment or a password can’t be a base of links',
        'Leave these parts out',
      );
    }
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  }

  /** The address of a server, as it was written. */
  serverAddress(
    name: SettingName,
    protocols: readonly string[],
    example: string,
  ): string | undefined {
    return this.url(name, protocols, example) === undefined ? undefined : this.given(name);
  }

  /** A secret of at least 32 bytes. */
  key(name: SettingName): string | undefined {
    const text = this.given(name);
    if (text !== undefined && Buffer.byteLength(text) < 32) {
      const remedy = 'Use at least 32, for instance from `openssl rand -base64 48`';
      this.refuse(name, `${String(Buffer.byteLength(text))} bytes are too few`, remedy);
    }
    return text;
  }

  /** A moment, in UTC with milliseconds. */
  time(name: SettingName): string | undefined {
    const text = this.given(name);
    const time = new Date(text ?? 0);
    if (Number.isNaN(time.getTime())) {
      this.refuse(name, `${this.shown(name)} is not a time`, 'Write it like 2026-01-31T09:30:00Z');
      return undefined;
    }
    return text === undefined ? undefined : time.toISOString();
  }

  /** `*`, or origins such as `https://app.example.org`. */
  origins(name: SettingName): '*' | string[] {
    const items = this.list(name);
    if (items.includes('*')) {
      if (items.length > 1) {
        this.refuse(name, '`*` stands among other origins', 'Use `*` alone, or list the origins');
      }
      return '*';
    }
    for (const item of items) {
      if (!URL.canParse(item) || new URL(item).origin !== item || !/^https?:/.test(item)) {
        const remedy = 'Write scheme, host and port only, such as https://app.example.org';
        this.refuse(name, `"${item}" is not an origin`, remedy);
      }
    }
    return items;
  }

  /** Addresses, CIDR ranges, or names of ranges. */
  proxies(name: SettingName): string[] {
    const items = this.list(name);
    for (const item of items) {
      if (!isNetwork(item) && !PROXY_RANGES.includes(item)) {
        const remedy = `Write addresses, ranges such as 10.0.0.0/8, or ${PROXY_RANGES.join(', ')}`;
        this.refuse(name, `"${item}" is not an address or a range`, remedy);
      }
    }
    return items;
  }

  /** Texts separated by commas; none when it is not set. */
  list(name: SettingName): string[] {
    const items = this.text(name)?.split(',') ?? [];
    return items.map((item) => item.trim()).filter((item) => item !== '');
  }

  private url(name: SettingName, protocols: readonly string[], example: string): URL | undefined {
    const text = this.given(name);
    return text === undefined ? undefined : this.parsed(name, text, protocols, example);
  }

  private parsed(
    name: SettingName,
    text: string,
    protocols: readonly string[],
    example: string,
  ): URL | undefined {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url !== undefined && protocols.includes(url.protocol) && url.hostname !== '') {
      return url;
    }
    const kinds = protocols.map((protocol) => `${protocol}//`).join(' or ');
    this.refuse(name, `${this.shown(name)} is not a ${kinds} address`, `Write it like ${example}`);
    return undefined;
  }

  private given(name: SettingName): string | undefined {
    const text = this.env[name]?.trim();
    return text === '' ? undefined : text;
  }

  private shown(name: SettingName): string {
    const entry: SettingEntry = settingCatalogue[name];
    return entry.secret === true ? 'its value' : `"${this.presetText(name)}"`;
  }
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) {
    return false;
  }
  const longest = family === 4 ? 32 : 128;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest);
}
