import { AdminAccounts } from '#libs/user';
import { type Command, required } from '../command.js';
import { openDomains } from '../context.js';

export const createAdminCommand: Command = {
  name: 'create-admin',
  summary: 'create a superuser',
  options: {
    email: { type: 'string', help: 'address of the new account' },
    password: { type: 'string', help: 'its password; better given as ADMIN_PASSWORD' },
  },
  async run(options, program) {
    const email = required(options, 'email');
    const password = process.env['ADMIN_PASSWORD'] ?? required(options, 'password');
    const domains = await openDomains(program);
    await domains.get(AdminAccounts).ensure(email, password);
    console.log('There is a superuser with this address.');
    return 0;
  },
};
