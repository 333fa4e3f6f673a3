#!/usr/bin/env node
// Writes what is generated from the sources: the contributions in package.json, schemas/, docs/rules/.   node scripts/update.mjs
import { ensureDependencies } from './lib/dependencies.mjs';
import { runScript, say } from './lib/terminal.mjs';

await runScript(async () => {
  await ensureDependencies();
  // Imported here because esbuild is one of the dependencies.
  const { updateManifest } = await import('./update/manifest.mjs');
  const { updateRuleDocs } = await import('./update/ruleDocs.mjs');
  for (const update of [updateManifest, updateRuleDocs]) {
    for (const file of await update()) say(`Up to date: ${file}`);
  }
});
