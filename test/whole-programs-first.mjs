import Sequencer from '@jest/test-sequencer';

/**
 * Runs the tests of whole programs before all others: some take minutes, and one that begins last keeps everybody waiting
 * while the other workers have nothing left to do.
 */
export default class WholeProgramsFirst extends Sequencer {
  sort(tests) {
    const isWhole = ({ context }) => context.config.displayName?.name === 'e2e';
    return super.sort(tests).sort((a, b) => Number(isWhole(b)) - Number(isWhole(a)));
  }
}
