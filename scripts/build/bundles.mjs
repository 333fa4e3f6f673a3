// What is bundled from what. An entry that does not exist is left out.
//
//   src/extension/extension.ts   dist/extension.cjs     the only bundle that may leave `vscode` to its host
//   src/worker/NAME.ts           dist/NAMEWorker.cjs    for each of `workers`
//   src/cli/bin.ts               dist/cli.cjs           executable
//   media/PAGE/main.ts[x]        dist/media/PAGE.js     and PAGE.css
//   import('./own.ts')           dist/NAME-HASH.cjs     in the extension and the command line, see splitCommonJs.mjs
//   import('package')            dist/lib/package.mjs   see lazyPackages.mjs
//
// What Node runs is CommonJS: extension host and worker threads load it synchronously, which starts fastest, and
// every supported VS Code takes it. In the sources `import.meta.dirname` is the folder of the running bundle.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findFiles } from '../lib/files.mjs';
import { fromRoot, root } from '../lib/project.mjs';
import { splitInto } from './splitCommonJs.mjs';

/** The CLI promises Node 20, and it starts the workers; the extension host of the oldest VS Code has Node 22. */
const cliTarget = 'node20.19';
const extensionTarget = 'node22';

/** The entries of src/worker; what else is there are their helpers. */
const workers = ['analyse', 'judge', 'lint', 'render', 'tokens', 'train'];

/** @returns {import('esbuild').BuildOptions[]} one per bundle */
export function findBundles() {
  const extension = fromRoot('src/extension/extension.ts');
  const cli = fromRoot('src/cli/bin.ts');
  return [
    ...(existsSync(extension)
      ? [
          {
            ...node(extension, 'extension', extensionTarget),
            ...splitInto('extension'),
            external: ['vscode'],
          },
        ]
      : []),
    ...workers
      .map(name => ({ name, entry: fromRoot('src/worker', `${name}.ts`) }))
      .filter(({ entry }) => existsSync(entry))
      .map(({ name, entry }) => node(entry, `${name}Worker`, cliTarget)),
    ...(existsSync(cli)
      ? [{ ...node(cli, 'cli', cliTarget), ...splitInto('cli'), banner: { js: shebang(cli) } }]
      : []),
    ...findFiles(fromRoot('media'), name => /^\w+\/main\.tsx?$/.test(name)).map(page),
  ];
}

/**
 * @param {string} entry
 * @param {string} name of the bundle in dist/
 * @param {string} target
 * @returns {import('esbuild').BuildOptions}
 */
function node(entry, name, target) {
  return {
    ...bundle(entry, name),
    platform: 'node',
    format: 'cjs',
    target,
    outExtension: { '.js': '.cjs' },
    // jsonc-parser's `main` is UMD, whose inner `require` calls no bundler can follow.
    mainFields: ['module', 'main'],
    define: { 'import.meta.dirname': '__dirname' },
  };
}

/**
 * A page is one script that needs nothing else, so that its nonce is all that the Content Security Policy allows.
 * @param {string} entry
 * @returns {import('esbuild').BuildOptions}
 */
function page(entry) {
  return {
    ...bundle(entry, `media/${path.basename(path.dirname(entry))}`),
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.ttf': 'dataurl', '.svg': 'text' },
  };
}

/**
 * @param {string} entry
 * @param {string} name
 * @returns {import('esbuild').BuildOptions}
 */
function bundle(entry, name) {
  return {
    absWorkingDir: root,
    entryPoints: [{ in: entry, out: name }],
    outdir: fromRoot('dist'),
    bundle: true,
    // The licences are gathered in one file: notices.mjs.
    legalComments: 'none',
  };
}

/** @param {string} file esbuild keeps a first line that is there */
function shebang(file) {
  return readFileSync(file, 'utf8').startsWith('#!') ? '' : '#!/usr/bin/env node';
}
