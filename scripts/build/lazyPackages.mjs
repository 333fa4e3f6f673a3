// How heavy packages stay out of the start-up: `await import('openai')` in the sources becomes
// `import('./lib/openai.mjs')`, a file of its own beside the bundle, loaded at the first call and shared by the
// extension, the workers and the command line. esbuild can split only ES modules, and what Node runs here is
// CommonJS; cutting at package borders lets all bundles share one copy. How our own modules are split off is in
// splitCommonJs.mjs. Static imports of packages are bundled.
import { builtinModules } from 'node:module';
import { fromRoot, root } from '../lib/project.mjs';
import { isCommonJs } from './splitCommonJs.mjs';

/**
 * @param {Set<string>} packages is filled with what the sources import lazily, such as `openai` or `gpt-tokenizer/model/gpt-5`
 * @returns {import('esbuild').Plugin}
 */
export function lazyPackages(packages) {
  return {
    name: 'lazy-packages',
    setup(build) {
      if (!isCommonJs(build.initialOptions)) return;
      build.onResolve({ filter: /^[@\w]/ }, ({ kind, path }) => {
        if (kind !== 'dynamic-import' || isGiven(path)) return undefined;
        packages.add(path);
        return { path: `./lib/${libraryName(path)}.mjs`, external: true };
      });
    },
  };
}

/**
 * The bundle of all lazily imported packages. What they have in common is split off, once.
 * @param {Set<string>} packages
 * @returns {import('esbuild').BuildOptions}
 */
export function describeLibraries(packages) {
  return {
    absWorkingDir: root,
    entryPoints: [...packages].sort().map(name => ({ in: name, out: libraryName(name) })),
    outdir: fromRoot('dist/lib'),
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    outExtension: { '.js': '.mjs' },
    mainFields: ['module', 'main'],
    // A CommonJS package inside an ES module asks for Node's own modules by `require`.
    banner: {
      js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
    },
    // MiniJinja's code; so that one file holds what its import gives.
    loader: { '.wasm': 'binary' },
    legalComments: 'none',
  };
}

/** @param {string} path given by the host: nothing to bundle */
function isGiven(path) {
  return path === 'vscode' || path.startsWith('node:') || builtinModules.includes(path);
}

/** @param {string} path */
function libraryName(path) {
  return path.replace(/^@/, '').replaceAll('/', '-');
}
