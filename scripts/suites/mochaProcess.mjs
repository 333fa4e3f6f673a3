// Started by mocha.mjs with the path of a plan: loads the tests, runs them, leaves the counts in the result file.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import Mocha from 'mocha';
import { followRunner } from './mochaResult.mjs';

process.setSourceMapsEnabled(true);
// Most code runs for a moment and never again. Optimising it costs more than it gives, so what is hot has to be hotter.
setFlagsFromString('--interrupt-budget=1000000');

/** @type {import('./mocha.mjs').MochaRun & { resultFile: string }} */
const plan = JSON.parse(readFileSync(String(process.argv[2]), 'utf8'));
/** @type {{ mochaHooks?: Mocha.RootHookObject, noteFailure?: (title: string) => void }} */
const hooks = plan.hooks ? await import(pathToFileURL(plan.hooks).href) : {};
const mocha = new Mocha({
  reporter: plan.reporter,
  timeout: plan.testMinutes * 60_000,
  forbidOnly: !plan.narrowed,
  rootHooks: hooks.mochaHooks,
});
if (plan.grep) mocha.fgrep(plan.grep);
for (const file of plan.files) mocha.addFile(file);
await mocha.loadFilesAsync();
const runner = mocha.run(failures => process.exit(failures > 0 ? 1 : 0));
const result = followRunner(runner);
runner.on('fail', test => hooks.noteFailure?.(test.fullTitle()));
runner.once('end', () => writeFileSync(plan.resultFile, JSON.stringify(result())));
