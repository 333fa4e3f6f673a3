#!/usr/bin/env node
// Writes what is generated from the sources: the contributions in package.json, schemas/.   node scripts/update.mjs
import { ensureDependencies } from './lib/dependencies.mjs';
import { runScript, say } from './lib/terminal.mjs';

await runScript(async () => {
  await ensureDependencies();
  // Imported here because esbuild is one of the dependencies.
  const { updateManifest } = await import('./update/manifest.mjs');
  for (const file of await updateManifest()) say(`Up to date: ${file}`);
});
