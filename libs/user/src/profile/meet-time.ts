/** When somebody has time to meet. */
export const MEET_TIMES = ['weekday', 'weekend', 'any'] as const;
export type MeetTime = (typeof MEET_TIMES)[number];
