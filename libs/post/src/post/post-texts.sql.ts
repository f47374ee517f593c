import type { TextIndex } from '#libs/text-search';

/** What posts are found by. */
export const postTexts: TextIndex = { table: 'post_text', key: 'post_id' };
