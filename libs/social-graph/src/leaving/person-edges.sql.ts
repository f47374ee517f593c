/** One kind of directed edge between people: its table, and the columns of its two ends. */
export interface PersonEdgeKind {
  readonly table: string;
  readonly from: string;
  readonly to: string;
}

export const follows: PersonEdgeKind = {
  table: 'follow',
  from: 'follower_id',
  to: 'followee_id',
};

export const followRequests: PersonEdgeKind = {
  table: 'follow_request',
  from: 'follower_id',
  to: 'followee_id',
};

export const blocks: PersonEdgeKind = {
  table: 'block',
  from: 'blocker_id',
  to: 'blocked_id',
};

export const mutes: PersonEdgeKind = {
  table: 'mute',
  from: 'muter_id',
  to: 'muted_id',
};
