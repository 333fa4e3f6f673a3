#!/usr/bin/env node
// Bundles everything that is shipped into dist/:   node scripts/build.mjs [--watch] [--production]
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { runScript, say } from './lib/terminal.mjs';

await runScript(async () => {
  const { values } = parseArgs({ options: { watch: { type: 'boolean' }, production: { type: 'boolean' } } });
  await ensureDependencies();
  // Imported here because esbuild is one of the dependencies.
  const { build, watch } = await import('./build/build.mjs');
  const count = await build({ production: values.production === true });
  say(`Built ${count} files into dist/.`);
  if (values.watch) await watch();
});
