export { CacheModule, REDIS } from './cache.module.js';
export { connectRedis } from './redis.js';
