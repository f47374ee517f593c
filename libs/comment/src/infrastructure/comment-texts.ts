import type { TextIndex } from '#libs/platform';

/** What comments are found by. */
export const commentTexts: TextIndex = { table: 'comment_text', key: 'comment_id' };
