import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '../config/settings.js';
import { StartError } from './start-error.js';

/** Opens the port. @throws StartError when it is taken or not allowed */
export async function listen(
  app: NestFastifyApplication,
  { port, host }: Pick<Settings, 'port' | 'host'>,
): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new StartError(
        `PORT: ${port} on ${host} is in use. Stop what listens there, or set PORT to a free one, for instance PORT=${port + 1} npm start.`,
      );
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      throw new StartError(`PORT, HOST: ${host}:${port} can't be used here (${code}). Set others.`);
    }
    throw error;
  }
}
