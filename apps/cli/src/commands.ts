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
    summary:
      'compare counters and stored pictures with the rows; exits with 2 when something is wrong',
    options: { repair: { type: 'boolean', help: 'correct what is wrong' } },
    load: async () => (await import('./commands/reconcile.js')).runReconcile,
  },
  {
    kind: 'database',
    name: 'dead-letters',
    summary: 'list the jobs that failed for the last time',
    options: {
      retry: { type: 'boolean', help: 'send them again' },
      drop: { type: 'boolean', help: 'give them up' },
    },
    load: async () => (await import('./commands/dead-letters.js')).runDeadLetters,
  },
  {
    kind: 'database',
    name: 'seed',
    summary: 'fill the database with a made-up community, for trying out and measuring',
    options: {
      preset: {
        type: 'string',
        help: 'small (1,000 people; the default), medium or large (100,000)',
      },
      users: { type: 'string', help: 'people; what is not given below is in proportion' },
      follows: { type: 'string', help: 'who follows whom' },
      posts: { type: 'string', help: 'posts and drafts' },
      comments: { type: 'string', help: 'comments and replies' },
      likes: { type: 'string', help: 'likes of posts and comments together' },
      bookmarks: { type: 'string', help: 'marks on posts' },
      tags: { type: 'string', help: 'different tags' },
      pictures: { type: 'string', help: 'pictures of posts and profiles, each stored' },
      messages: { type: 'string', help: 'what people who follow each other write in rooms of two' },
      circles: {
        type: 'string',
        help: 'how much stays among people who have to do with each other: strong (the default), weak or none',
      },
      seed: { type: 'string', help: 'number that the community depends on, default 1' },
      base: { type: 'string', help: 'date at which its two years end, default today: 2026-01-31' },
      password: { type: 'string', help: 'of everybody, default a random one that is printed' },
      force: { type: 'boolean', help: 'also among real people' },
    },
    load: async () => (await import('./commands/seed.js')).runSeed,
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
