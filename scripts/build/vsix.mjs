// Packages dist/ and what .vscodeignore lets through as a .vsix. Needs no network.
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { hostNode } from '../host/paths.mjs';
import { capture } from '../lib/processes.mjs';
import { fromRoot, readManifest, root } from '../lib/project.mjs';
import { SetupFailure } from '../lib/terminal.mjs';
import { vsixBudget } from './budgets.mjs';

/** @returns {Promise<{ file: string, bytes: number }>} the package's absolute path and size */
export async function packageExtension() {
  const { build } = await import('./build.mjs');
  await build({ production: true });
  const file = packagePath();
  const fresh = `${file}.${process.pid}`;
  mkdirSync(fromRoot('out'), { recursive: true });
  const { code, output } = await capture(
    packagingNode(),
    [
      fromRoot('node_modules/@vscode/vsce/vsce'),
      'package',
      // Bundles carry the packages, and links in the README stay as they are: there is no public repository to point at.
      ...['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'],
      ...['--out', fresh],
    ],
    { cwd: root },
  );
  if (code !== 0)
    throw new SetupFailure('The extension could not be packaged.', 'See the output of vsce above.', output);
  renameSync(fresh, file);
  const bytes = statSync(file).size;
  if (bytes <= vsixBudget) return { file, bytes };
  throw new SetupFailure(
    `The package has ${bytes} bytes, ${bytes - vsixBudget} more than allowed.`,
    'See what grew with `unzip -l`, or raise `vsixBudget` in scripts/build/budgets.mjs with a reason.',
  );
}

/** Where the package is put, absolute. */
export function packagePath() {
  const { name, version } = readManifest();
  return fromRoot('out', `${name}-${version}.vsix`);
}

/** vsce asks for Node 22; on an older one the installed host's is used, or vsce's warning is put up with. */
function packagingNode() {
  const tooOld = Number(process.versions.node.split('.')[0]) < 22;
  return tooOld && existsSync(hostNode) ? hostNode : process.execPath;
}
