// What can be known without running the product. The architecture is a unit test: test/architecture.test.ts.
import { run } from '../lib/processes.mjs';
import { fromRoot, root } from '../lib/project.mjs';
import { say } from '../lib/terminal.mjs';

const checks = [
  {
    name: 'types',
    program: 'node_modules/typescript/bin/tsc',
    args: ['-b'],
    remedy: 'Mend the errors above.',
  },
  {
    name: 'lint and format',
    program: 'node_modules/@biomejs/biome/bin/biome',
    args: ['check', '--error-on-warnings', '--max-diagnostics=20'],
    remedy: '`npm run format` mends the format, and `npx biome check --write` what it can of the rest.',
  },
];

/** Each check counts as one test. */
export async function runChecks() {
  /** @type {string[]} */
  const failures = [];
  for (const { name, program, args, remedy } of checks) {
    if ((await run(process.execPath, [fromRoot(program), ...args], { cwd: root })) === 0) continue;
    say(`${name}: failed. ${remedy}`);
    failures.push(name);
  }
  const failed = failures.length;
  return { passed: checks.length - failed, failed, skipped: 0, failures };
}
