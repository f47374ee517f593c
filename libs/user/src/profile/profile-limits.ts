/** Longest bio, in code points. */
export const MAX_BIO = 500;
/** Most links of a profile. */
export const MAX_LINKS = 10;
/** Most skills of a profile. */
export const MAX_SKILLS = 30;
/** Longest skill, in code points. */
export const MAX_SKILL = 50;
/** Longest region, in code points. */
export const MAX_REGION = 100;
