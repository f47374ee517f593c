import { TerminalProgress } from './terminal-progress.js';

/** What is shown while a work of 1,000 takes 20 seconds. */
const shown = (isTTY: boolean) => {
  const lines: string[] = [];
  let now = 0;
  const write = (text: string) => lines.push(text) > 0;
  const progress = new TerminalProgress({ isTTY, write }, () => now);
  progress.begin('Filling post', 1_000);
  now = 5_000;
  progress.reach(250);
  now = 16_000;
  progress.reach(800);
  now = 20_000;
  progress.reach(1_000);
  progress.end();
  progress.end();
  return lines;
};

it('draws a bar with rate and time left on a terminal', () => {
  const [, first, second] = shown(true);
  expect(first).toBe('\r\u001b[KFilling post ██████░░░░░░░░░░░░░░░░░░ 25 %, 50/s, 0:15 left');
  expect(second).toContain('80 %, 50/s, 0:04 left');
});

it('writes a plain line now and then elsewhere', () => {
  expect(shown(false)).toEqual([
    'Filling post ███████████████████░░░░░ 80 %, 50/s, 0:04 left\n',
    'Filling post: 1,000 (20.0 s, 50/s)\n',
  ]);
});
