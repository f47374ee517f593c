import type { Command } from './command.js';

const out = { type: 'string', help: 'file to write instead' } as const;

/** Every command; what one needs is loaded when it is called. */
export const commands: readonly Command[] = [
  {
    kind: 'database',
    name: 'migrate',
    summary: 'bring the database to the shape that this version expects',
    options: {},
    load: async () => (await import('./commands/migrate.js')).runMigrate,
  },
  {
    kind: 'database',
    name: 'create-admin',
    summary: 'create a superuser',
    options: {
      email: { type: 'string', help: 'address of the new account' },
      password: { type: 'string', help: 'its password; ADMIN_PASSWORD keeps it out of sight' },
    },
    load: async () => (await import('./commands/create-admin.js')).runCreateAdmin,
  },
  {
    kind: 'database',
    name: 'reconcile',
    summary: 'compare every counter with the rows it counts; exits with 2 when one is wrong',
    options: { repair: { type: 'boolean', help: 'correct what is wrong' } },
    load: async () => (await import('./commands/reconcile.js')).runReconcile,
  },
  {
    kind: 'document',
    name: 'openapi',
    summary: 'print the OpenAPI document',
    options: { out },
    load: async () => (await import('./commands/openapi.js')).openapiDocument,
  },
  {
    kind: 'document',
    name: 'problems-doc',
    summary: 'print the reference of all problems',
    options: { out },
    load: async () => (await import('./commands/problems-doc.js')).problemsDocument,
  },
  {
    kind: 'document',
    name: 'settings-doc',
    summary: 'print the reference of all settings',
    options: { out },
    load: async () => (await import('./commands/settings-doc.js')).settingsDocument,
  },
];
