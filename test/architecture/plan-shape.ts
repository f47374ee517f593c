/** Tables that grow with the community. */
const BIG =
  /^(user_account|profile|user_counter|session|follow|block|mute|post|post_\w+|tag|media|comment|comment_\w+|bookmark)$/;

/** A node of a plan, as PostgreSQL tells it in JSON. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** Tables that are read from one end to the other. */
export function bigScans(node: PlanNode): string[] {
  const own = node['Relation Name'];
  const scanned =
    node['Node Type'] === 'Seq Scan' && own !== undefined && BIG.test(own) ? [own] : [];
  return [...scanned, ...(node.Plans ?? []).flatMap(bigScans)];
}

/**
 * How a plan gets at its rows: every scan with its index, and what is sorted or hashed. The order of joins is left
 * out: between equals it follows the statistics of tables that hardly matter.
 */
export function shape(plan: PlanNode): string[] {
  const steps = (node: PlanNode): string[] => {
    const source = node['Index Name'] ?? node['Relation Name'];
    const counts = source !== undefined || /Sort|Hash/.test(node['Node Type']);
    return [
      ...(counts ? [[node['Node Type'], source].filter(Boolean).join(' ')] : []),
      ...(node.Plans ?? []).flatMap(steps),
    ];
  };
  return steps(plan).sort();
}
