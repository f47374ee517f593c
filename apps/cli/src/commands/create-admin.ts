import { type Program, StartError } from '#libs/runtime';
import { AdminAccountsService } from '#libs/user';
import { type CommandOptions, required } from '../command.js';
import { openDomains } from '../context.js';

/** Creates a superuser; with the address of one there is nothing to do. */
export async function runCreateAdmin(options: CommandOptions, program: Program): Promise<number> {
  const { settings } = program;
  const email = settings.adminEmail ?? required(options, 'email');
  const password = settings.adminPassword ?? required(options, 'password');
  const domains = await openDomains(program);
  const made = await domains
    .get(AdminAccountsService)
    .ensure(email, password)
    .catch((error: unknown) => {
      throw new StartError(error instanceof Error ? error.message : String(error));
    });
  console.log(made.created ? `Created ${email}.` : `${email} is a superuser already.`);
  return 0;
}
