import { isIPv6 } from 'node:net';
import type { Settings } from './settings.js';

/** Hosts on which a program is reached as `localhost`. */
const HERE = ['127.0.0.1', '0.0.0.0', '::', 'localhost'];

/** The address of a program for who is on the same machine or network; no slash at its end. */
export function localAddress(host: string, port: number): string {
  const named = isIPv6(host) ? `[${host}]` : host;
  const address = `http://${HERE.includes(host) ? 'localhost' : named}:${String(port)}`;
  // An interface can be part of a host (fe80::1%eth0), not of an address.
  return URL.canParse(address) ? new URL(address).origin : `http://localhost:${String(port)}`;
}

/** The settings of a program that was to take any free port, now that it has one. */
export function onPort(settings: Settings, port: number): Settings {
  const { host, publicUrl } = settings;
  const unset = publicUrl === localAddress(host, settings.port);
  return Object.assign({}, settings, {
    port,
    publicUrl: unset ? localAddress(host, port) : publicUrl,
  });
}
