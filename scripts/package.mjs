#!/usr/bin/env node
// Builds for release and packages the extension:   node scripts/package.mjs
import { packageExtension } from './build/vsix.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { runScript, say } from './lib/terminal.mjs';

await runScript(async () => {
  await ensureDependencies();
  const { file, bytes } = await packageExtension();
  say(`${file} (${Math.ceil(bytes / 1000)} KB)`);
});
