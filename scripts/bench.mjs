#!/usr/bin/env node
// Measures speed:   node scripts/bench.mjs [part of a name]
// Each file of test/bench exports `measure()`, which compares two sides in one interleaved run: ratios say something,
// seconds on a shared machine do not. Nothing here fails a build.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './lib/dependencies.mjs';
import { findFiles } from './lib/files.mjs';
import { fromRoot } from './lib/project.mjs';
import { makeRunFolder } from './lib/scratch.mjs';
import { runScript, say } from './lib/terminal.mjs';

await runScript(async () => {
  await ensureDependencies();
  // Imported here because esbuild is one of the dependencies.
  const { bundleTests } = await import('./suites/selection.mjs');
  const wanted = process.argv[2] ?? '';
  const files = findFiles(
    fromRoot('test/bench'),
    name => name.endsWith('.bench.ts') && name.includes(wanted),
  );
  const bundles = await bundleTests(files, makeRunFolder('bench'), { format: 'esm', splitting: true });
  for (const bundle of bundles) {
    say(path.basename(bundle).replace(/\..*$/, ''));
    const { measure } = await import(pathToFileURL(bundle).href);
    for (const line of await measure()) say(`  ${line}`);
  }
});
