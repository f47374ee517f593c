import type { Viewer } from '#libs/kernel';
import { OpenStream } from './open-stream.js';
import type { EndReason, Frame, StreamFace } from './stream-face.js';

/** Keeps what it is given. */
class KeepingFace implements StreamFace {
  readonly takesMore = true;
  readonly beatsAlways = false;
  readonly kept: (Frame | EndReason)[] = [];

  send(frame: Frame): void {
    this.kept.push(frame);
  }

  beat(): void {
    this.kept.push({ event: 'beat', data: {} });
  }

  end(reason: EndReason): void {
    this.kept.push(reason);
  }

  onDrain(): void {
    // It is never full.
  }

  onGone(): void {
    // Nobody leaves.
  }
}

const viewer: Viewer = { userId: '1', sessionId: '2', role: 'user' } as Viewer;
const frame: Frame = { event: 'test.note', data: {} };

it('sends nothing from the end of its token on, and ends instead, once', () => {
  const face = new KeepingFace();
  const expiresAt = Date.now() + 60_000;
  const stream = new OpenStream({ viewer, expiresAt, after: undefined }, face);
  const clock = jest.spyOn(Date, 'now').mockReturnValue(expiresAt - 1);
  stream.send(frame);
  expect(stream.takesMore).toBe(true);
  clock.mockReturnValue(expiresAt);
  expect(stream.takesMore).toBe(false);
  stream.send(frame);
  stream.send(frame);
  expect(face.kept).toEqual([frame, 'token-expired']);
  clock.mockRestore();
});
