/** Posts that a person can pin. */
export const PINNED_POSTS = 3;
