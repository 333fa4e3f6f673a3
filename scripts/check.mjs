#!/usr/bin/env node
// Types, lint, format and architecture, without running the product:   node scripts/check.mjs
import { ensureDependencies } from './lib/dependencies.mjs';
import { runScript } from './lib/terminal.mjs';
import { addResults, describeResult } from './suites/suite.mjs';

await runScript(async () => {
  await ensureDependencies();
  const { runChecks } = await import('./suites/check.mjs');
  const { runUnitTests } = await import('./suites/plainNode.mjs');
  const checks = await runChecks();
  const architecture = await runUnitTests({ paths: ['test/architecture.test.ts'], grep: undefined });
  const total = addResults(checks, architecture);
  process.stdout.write(`${describeResult(total)}\n`);
  return total.failed > 0 ? 1 : 0;
});
