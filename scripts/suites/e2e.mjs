// End-to-end tests: the packaged extension, installed in a VS Code that a browser shows.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { packageExtension } from '../build/vsix.mjs';
import { ensureHost } from '../host/install.mjs';
import { installExtension } from '../host/server.mjs';
import { fromRoot } from '../lib/project.mjs';
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
  const folder = fromRoot('out', `e2e-${process.pid}`);
  const extensions = path.join(folder, 'extensions');
  try {
    await installExtension(file, { folder: path.join(folder, 'installer'), extensions });
    const [hooks, ...files] = await bundleTests([fromRoot('test/e2e/support/hooks.ts'), ...tests], folder, {
      format: 'esm',
      splitting: true,
    });
    return await runMocha({
      files,
      hooks,
      folder,
      grep: selection.grep,
      narrowed: isNarrowed(selection),
      reporter: 'spec',
      testMinutes: 2,
      totalMinutes: 20,
      env: { TUNEWRIGHT_EXTENSIONS: extensions, TUNEWRIGHT_ROOT: fromRoot() },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
