/**
 * Every lib, from the bottom to the top: what it is, and which libs it may import. dependency-cruiser checks the
 * imports, a test the tables that its SQL reads, and the page of the architecture shows both.
 */
const KERNEL = ['kernel'];
const EDGE = ['kernel', 'config', 'context', 'logging', 'database', 'http'];
const DOMAIN = [
  ...EDGE,
  'events',
  'jobs',
  'event-bus',
  'counters',
  'personal-data',
  'text-search',
  'live',
  'instrumentation',
];

module.exports = {
  kernel: { is: 'pure TypeScript: ids, problems and errors, cursors, pages, texts, clock' },
  events: { is: 'every domain event, as data', imports: KERNEL },

  context: { is: 'on whose behalf something is done: the request, the running transaction' },
  config: { is: 'settings from the environment', imports: KERNEL },
  cache: { is: 'Redis, when there is one', imports: ['config'] },
  logging: {
    is: 'JSON logs without secrets, one line per cause and second',
    imports: ['kernel', 'config', 'context'],
  },
  tracing: { is: 'OpenTelemetry, when asked for', imports: ['kernel', 'logging'] },
  mail: { is: 'mails by SMTP, or as files', imports: ['kernel', 'config', 'logging'] },
  instrumentation: { is: 'metrics, each made once in a process' },
  'embedded-postgres': {
    is: 'a PostgreSQL server of one’s own, for whoever has none',
    imports: KERNEL,
  },
  database: {
    is: 'SQL that composes, pages, transactions, migrations',
    imports: ['kernel', 'context'],
  },
  signals: {
    is: 'processes tell each other at once what is new',
    imports: ['config', 'database'],
  },
  jobs: {
    is: 'work that is left for later, schedules, dead letters',
    imports: ['kernel', 'database', 'tracing', 'signals'],
  },
  'event-bus': {
    is: 'tells events to their handlers, in the transaction and after it',
    imports: ['kernel', 'instrumentation', 'database', 'jobs'],
  },
  counters: {
    is: 'denormalised numbers that are exact',
    imports: ['kernel', 'instrumentation', 'database', 'jobs'],
  },
  'text-search': {
    is: 'finds any part of a word, in any script',
    imports: ['kernel', 'database', 'jobs'],
  },
  'personal-data': {
    is: 'what libs keep of a person: exported and erased',
    imports: ['kernel', 'database', 'jobs'],
  },
  reconciliation: { is: 'what two stores say, compared and repaired' },
  http: {
    is: 'the HTTP edge: endpoints, access, fields, problems, entity tags, idempotency, limits, OpenAPI',
    imports: ['kernel', 'config', 'context', 'cache', 'logging', 'tracing', 'database', 'jobs'],
  },
  live: {
    is: 'streams of what people are told of, and unread numbers',
    imports: [...EDGE, 'instrumentation', 'jobs', 'personal-data', 'signals'],
  },
  storage: {
    is: 'objects on the local disk or in S3, with addresses',
    imports: ['kernel', 'config', 'logging', 'http'],
  },
  runtime: {
    is: 'start and stop of a program, and all of the above as one module',
    imports: [
      ...DOMAIN,
      'cache',
      'tracing',
      'mail',
      'embedded-postgres',
      'reconciliation',
      'signals',
      'storage',
    ],
  },
  metrics: { is: 'figures for Prometheus', imports: [...EDGE, 'jobs', 'counters'] },
  health: {
    is: 'liveness, readiness, version',
    imports: [...EDGE, 'cache', 'jobs', 'storage', 'runtime'],
  },

  audit: { is: 'what administrators did, to whom and why', imports: DOMAIN },
  account: {
    is: 'accounts with credentials and sessions, their mails, exports and end',
    imports: [...DOMAIN, 'mail', 'storage', 'audit'],
  },
  push: {
    is: 'web push: subscriptions of browsers and apps, and sending to them',
    imports: [...DOMAIN, 'account'],
  },
  media: {
    is: 'uploaded pictures: checked, stripped, resized, served to whom they are for',
    imports: [...DOMAIN, 'storage', 'reconciliation', 'audit', 'account'],
  },
  user: {
    is: 'profiles, names and pictures of people',
    imports: [...DOMAIN, 'audit', 'account', 'media'],
  },
  'social-graph': {
    is: 'who follows, blocks and mutes whom, and who may see whom',
    imports: [...DOMAIN, 'account', 'user'],
  },
  people: {
    is: 'people as others see them: cards, lists, search',
    imports: [...DOMAIN, 'media', 'account', 'user', 'social-graph'],
  },
  'rich-text': {
    is: 'what texts refer to: people by @, tags by #, addresses',
    imports: [...DOMAIN, 'media', 'account', 'user', 'social-graph', 'people'],
  },
  reaction: {
    is: 'likes and bookmarks of whatever libs declare',
    imports: [...DOMAIN, 'account', 'user', 'social-graph', 'people'],
  },
  post: {
    is: 'posts with tags, pictures, history, views, search and trends',
    imports: [
      ...DOMAIN,
      'audit',
      'media',
      'account',
      'user',
      'social-graph',
      'people',
      'rich-text',
      'reaction',
    ],
  },
  comment: {
    is: 'threads under posts',
    imports: [
      ...DOMAIN,
      'audit',
      'media',
      'account',
      'user',
      'social-graph',
      'people',
      'rich-text',
      'reaction',
      'post',
    ],
  },
  feed: {
    is: 'home and explore',
    imports: [...DOMAIN, 'media', 'account', 'user', 'social-graph', 'people', 'post'],
  },
  'people-list': {
    is: 'lists of people that one keeps for oneself, with a feed each',
    imports: [...DOMAIN, 'account', 'user', 'social-graph', 'people', 'post', 'feed'],
  },
  discovery: {
    is: 'finds people and posts: suggestions, similar people and posts, recommended posts, searches that are remembered',
    imports: [...DOMAIN, 'media', 'account', 'user', 'social-graph', 'people', 'post', 'feed'],
    reads: ['reaction'],
  },
  story: {
    is: 'pictures that people show each other for a day',
    imports: [...DOMAIN, 'audit', 'media', 'account', 'user', 'social-graph', 'people'],
  },
  chat: {
    is: 'rooms of two people and their messages',
    imports: [...DOMAIN, 'media', 'account', 'user', 'social-graph', 'people'],
  },
  notification: {
    is: 'tells people of what concerns them',
    reads: ['rich-text'],
    imports: [
      ...DOMAIN,
      'mail',
      'push',
      'media',
      'account',
      'user',
      'social-graph',
      'people',
      'reaction',
      'post',
      'comment',
      'chat',
    ],
  },

  demo: {
    is: 'the small community of an empty database',
    imports: [
      ...DOMAIN,
      'media',
      'account',
      'user',
      'social-graph',
      'post',
      'comment',
      'reaction',
      'people-list',
      'story',
      'chat',
    ],
  },
  seed: { is: 'a made-up community of any size, by bulk copy', imports: [...EDGE, 'storage'] },
};
