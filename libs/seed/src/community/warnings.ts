import { at } from './column.js';
import type { Posts } from './posts.js';

/** Of so many posts one is warned of. */
const WARNED = 61;
/** Of so many posts one is sensitive. */
const SENSITIVE = 97;

/** Whether its author warns of a post. */
export function isWarned(posts: Posts, post: number): boolean {
  return at(posts.words, post) % WARNED === 0;
}

/** Whether a post shows what not everybody wants to see. */
export function isSensitive(posts: Posts, post: number): boolean {
  return at(posts.words, post) % SENSITIVE === 0;
}
