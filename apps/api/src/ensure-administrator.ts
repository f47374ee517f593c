import type { INestApplicationContext } from '@nestjs/common';
import { type Settings } from '#libs/config';
import { StartError } from '#libs/runtime';
import { AdminAccountsService } from '#libs/user';

/**
 * Makes the superuser that the settings name, if nobody has the address.
 *
 * @throws StartError when an ordinary account has it, or the password is not acceptable
 */
export async function ensureAdministrator(
  api: INestApplicationContext,
  { adminEmail, adminPassword }: Settings,
): Promise<void> {
  if (adminEmail === undefined || adminPassword === undefined) {
    return;
  }
  try {
    await api.get(AdminAccountsService).ensure(adminEmail, adminPassword);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`ADMIN_EMAIL, ADMIN_PASSWORD: ${reason}`, { cause: error });
  }
}
