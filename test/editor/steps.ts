/** Suites whose tests are the steps of one story, each going on from the one before. */

/**
 * To be called in a suite: when a step fails, the rest of this suite is skipped. Mocha's own `bail` would skip
 * it after a failure of any other suite as well.
 */
export function stepByStep(): void {
  let failed = false;
  beforeEach(function () {
    if (failed) this.skip();
  });
  afterEach(function () {
    failed ||= this.currentTest?.state === 'failed';
  });
}
