import type { TextIndex } from '#libs/text-search';

/** What comments are found by. */
export const commentTexts: TextIndex = { table: 'comment_text', key: 'comment_id' };
