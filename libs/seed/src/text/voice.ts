import type { Random } from '../community/random.js';

/** How people of one language write. Each function gives another short text each time. */
export interface Voice {
  /** Of at most 30 characters. */
  fullName(random: Random): string;
  /** What a nickname begins with: letters only, at most 15. */
  nickname(random: Random): string;
  region(random: Random): string;
  skill(random: Random): string;
  /** One word. */
  tag(random: Random): string;
  /** What a reader of a post is warned of. */
  warning(random: Random): string;
  altText(random: Random): string;
  /** One sentence of a post. */
  sentence(random: Random): string;
  title(random: Random): string;
  /** One sentence of a comment. */
  reply(random: Random): string;
}
