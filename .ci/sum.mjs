// Adds up the reports of vitest; a test left out in CI counts as failed.
import { readFileSync } from 'node:fs';

const [demo, broken, ...files] = process.argv.slice(2);
let passed = Number(demo);
let failed = 0;
for (const file of files) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  passed += report.numPassedTests;
  failed +=
    report.numFailedTests +
    report.numPendingTests +
    (report.numFailedTestSuites > 0 && report.numFailedTests === 0 ? report.numFailedTestSuites : 0);
  for (const suite of report.testResults)
    for (const test of suite.assertionResults)
      if (test.status !== 'passed') console.log(`${test.status}: ${test.fullName}`);
}
// A step that failed without a failing test (types, lint, the demo) must show, too.
failed = Math.max(failed, Number(broken));
if (passed === 0) failed = Math.max(failed, 1);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
