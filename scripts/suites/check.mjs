// What can be known without running the product. The architecture tests are unit tests: test/architecture.
import { run } from '../lib/processes.mjs';
import { fromRoot, root } from '../lib/project.mjs';
import { say } from '../lib/terminal.mjs';

const checks = [
  { name: 'types', program: 'node_modules/typescript/bin/tsc', args: ['-b'] },
  {
    name: 'lint and format',
    program: 'node_modules/@biomejs/biome/bin/biome',
    args: ['check', '--error-on-warnings', '--max-diagnostics=50'],
  },
];

/** Each check counts as one test. */
export async function runChecks() {
  let failed = 0;
  for (const { name, program, args } of checks) {
    const code = await run(process.execPath, [fromRoot(program), ...args], { cwd: root });
    if (code !== 0) {
      failed++;
      say(`${name}: failed. \`npm run format\` mends the format.`);
    }
  }
  return { passed: checks.length - failed, failed, skipped: 0 };
}
