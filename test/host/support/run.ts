import { appendFileSync, writeFileSync } from 'node:fs';
import { format } from 'node:util';
import type { HostPlan } from '../../../scripts/suites/hostWindow.mjs';
import { followRunner } from '../../../scripts/suites/mochaResult.mjs';

/**
 * Called by VS Code in the extension host: runs the planned tests. A failure rejects, which VS Code turns into exit
 * code 1; the result file says that the run came to its end at all.
 */
export async function run(): Promise<void> {
  const plan: HostPlan = JSON.parse(process.env.TUNEWRIGHT_HOST_PLAN ?? '');
  const { default: Mocha } = await import('mocha');
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) =>
    appendFileSync(plan.outputFile, `${format(...args)}\n`);
  process.setSourceMapsEnabled(true);
  // Generous: on a busy machine VS Code has been seen four times slower than usual.
  const mocha = new Mocha({
    timeout: 90_000,
    color: plan.color,
    forbidOnly: !plan.narrowed,
    reporter: 'spec',
  });
  if (plan.grep) mocha.fgrep(plan.grep);
  for (const file of plan.files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run(failures => {
      writeFileSync(plan.resultFile, JSON.stringify(result()));
      if (failures > 0) reject(new Error(`${failures} tests failed.`));
      else resolve();
    });
    const result = followRunner(runner);
  });
}
