// End-to-end tests: the packaged extension, installed in a VS Code that a browser shows.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { packageExtension } from '../build/vsix.mjs';
import { ensureHost } from '../host/install.mjs';
import { installExtension } from '../host/server.mjs';
import { fromRoot, root } from '../lib/project.mjs';
import { makeRunFolder } from '../lib/scratch.mjs';
import { say } from '../lib/terminal.mjs';
import { runMocha } from './mocha.mjs';
import { bundleTests, selectTests } from './selection.mjs';
import { isNarrowed, nothing } from './suite.mjs';

/** @type {import('./suite.mjs').Suite} */
export async function runEndToEndTests(selection) {
  const tests = selectTests(selection.paths, name => name.startsWith('e2e/'));
  if (tests.length === 0) return nothing;
  await ensureHost();
  const { file, bytes } = await packageExtension();
  say(`packaged ${path.basename(file)}, ${Math.ceil(bytes / 1000)} KB`);
  const folder = makeRunFolder('e2e');
  const extensions = path.join(folder, 'extensions');
  await installExtension(file, { folder: path.join(folder, 'installer'), extensions });
  rmSync(fromRoot('out/e2e'), { recursive: true, force: true });
  const entries = [fromRoot('test/e2e/support/hooks.ts'), ...tests];
  const [hooks, ...files] = await bundleTests(entries, folder, { format: 'esm', splitting: true });
  return runMocha({
    files,
    hooks,
    folder,
    grep: selection.grep,
    narrowed: isNarrowed(selection),
    reporter: 'spec',
    testMinutes: 2,
    totalMinutes: 20,
    env: { TUNEWRIGHT_EXTENSIONS: extensions, TUNEWRIGHT_ROOT: root },
  });
}
