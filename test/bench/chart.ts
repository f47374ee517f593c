import { digits, type Results } from './results.js';

const WIDTH = 760;
const LABEL = 220;
const ROW = 22;

/** Requests a second of every call as bars, lightest last; an SVG that is readable on white and on black. */
export function chart({ calls }: Results): string {
  const most = Math.max(1, ...calls.map(({ at16 }) => at16.perSecond));
  const bars = calls.map(({ name, at16 }, i) => {
    const y = i * ROW + 8;
    const width = Math.max(1, (at16.perSecond / most) * (WIDTH - LABEL - 90));
    return [
      `<text x="${LABEL - 8}" y="${y + 13}" text-anchor="end">${escaped(name)}</text>`,
      `<rect x="${LABEL}" y="${y}" width="${width.toFixed(1)}" height="${ROW - 6}" rx="2"/>`,
      `<text x="${(LABEL + width + 6).toFixed(1)}" y="${y + 13}">${digits(at16.perSecond)}/s</text>`,
    ].join('');
  });
  const height = calls.length * ROW + 16;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Requests a second of each call">
<style>text{fill:#777}rect{fill:#4c8bf5}</style>
${bars.join('\n')}
</svg>
`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
