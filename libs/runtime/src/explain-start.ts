import { type Settings, SettingsError } from '#libs/config';
import { EmbeddedServerError } from '#libs/embedded-postgres';
import { errorCode } from '#libs/kernel';
import { StartError } from './start-error.js';

/**
 * What to tell an operator of a failed start, one line per cause; `undefined` for a failure that is none of
 * the operator's doing.
 */
export function explainStart(
  error: unknown,
  settings?: Pick<Settings, 'port' | 'host'>,
): string | undefined {
  if (
    error instanceof SettingsError ||
    error instanceof StartError ||
    error instanceof EmbeddedServerError
  ) {
    return error.message;
  }
  if (settings === undefined || !isListening(error)) {
    return undefined;
  }
  const port = String(settings.port);
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return `PORT: another program listens on port ${port} of ${settings.host}. Stop it, or set PORT to a free port.`;
    case 'EACCES':
      return `PORT: this user may not listen on port ${port}. Set PORT to 1024 or more.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST: this machine has no address ${settings.host}. Set HOST to 127.0.0.1, or to 0.0.0.0 for all.`;
    default:
      return undefined;
  }
}

function isListening(error: unknown): boolean {
  const call: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'syscall') : undefined;
  return call === 'listen' || call === 'getaddrinfo';
}
