import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';

const FILES = 'deploy/helm/maru/files';

/** A query with the place where it stands. */
export interface Query {
  readonly place: string;
  readonly text: string;
}

/** What a query reads: figures with the labels that it asks them for. */
export interface Use {
  readonly metric: string;
  readonly labels: ReadonlySet<string>;
}

interface RuleFile {
  readonly groups: readonly {
    readonly rules: readonly { alert?: string; record?: string; expr: string }[];
  }[];
}

interface Dashboard {
  readonly title: string;
  readonly uid: string;
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly targets?: readonly { expr: string }[];
  }[];
}

/** Paths of all files of rules. */
export function ruleFiles(): string[] {
  return readdirSync(join(FILES, 'rules')).map((name) => join(FILES, 'rules', name));
}

/** Every rule of every file. */
export function rules(): { alert?: string; record?: string; expr: string }[] {
  return ruleFiles().flatMap((path) => {
    const { groups } = parse(readFileSync(path, 'utf8')) as RuleFile;
    return groups.flatMap((group) => group.rules);
  });
}

/** Every dashboard. */
export function dashboards(): Dashboard[] {
  return readdirSync(join(FILES, 'dashboards')).map(
    (name) => JSON.parse(readFileSync(join(FILES, 'dashboards', name), 'utf8')) as Dashboard,
  );
}

/** Every query of rules and dashboards, Grafana's variables filled in. */
export function queries(): Query[] {
  const ofRules = rules().map(({ alert, record, expr }) => ({
    place: alert ?? record ?? '',
    text: expr,
  }));
  const ofPanels = dashboards().flatMap(({ title, panels }) =>
    panels.flatMap((panel) =>
      (panel.targets ?? []).map(({ expr }) => ({
        place: `${title}: ${panel.title}`,
        text: expr.replaceAll('$__rate_interval', '5m'),
      })),
    ),
  );
  return [...ofRules, ...ofPanels];
}

/** Parts of a query that are no PromQL; none when it is right. */
export function mistakesIn(text: string): string[] {
  const found: string[] = [];
  parser.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError) {
        found.push(text.slice(0, node.from) + '⟨?⟩' + text.slice(node.from));
      }
    },
  });
  return found;
}

/** What a query reads. Labels of a grouping count for every figure in what is grouped. */
export function usesOf(text: string): Use[] {
  const uses: Use[] = [];
  const visit = (node: SyntaxNode, grouping: readonly string[]): void => {
    const grouped = [...grouping, ...groupingOf(node, text)];
    if (node.name === 'VectorSelector') {
      const metric = node.getChild('Identifier');
      const labels = new Set([...grouped, ...namesBelow(node, text)]);
      uses.push({ metric: metric ? text.slice(metric.from, metric.to) : '', labels });
      return;
    }
    for (let child = node.firstChild; child; child = child.nextSibling) {
      visit(child, grouped);
    }
  };
  visit(parser.parse(text).topNode, []);
  return uses;
}

/** Values that a query compares a label with. */
export function valuesOf(text: string, label: string): string[] {
  return [...text.matchAll(new RegExp(`[{,]${label}=~?"([^"]*)"`, 'g'))].flatMap(([, value]) =>
    value!.split('|'),
  );
}

function groupingOf(node: SyntaxNode, text: string): string[] {
  const modifier = node.name === 'AggregateExpr' ? node.getChild('AggregateModifier') : null;
  return modifier?.getChild('By') ? namesBelow(modifier, text) : [];
}

function namesBelow(node: SyntaxNode, text: string): string[] {
  const names: string[] = [];
  const cursor = node.cursor();
  const { to } = node;
  while (cursor.next() && cursor.from < to) {
    if (cursor.name === 'LabelName') {
      names.push(text.slice(cursor.from, cursor.to));
    }
  }
  return names;
}
