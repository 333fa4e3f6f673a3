// How what our sources import lazily stays out of the start-up: each such module, and what several of them share,
// becomes a file of its own beside the bundle, which is read when it is first asked for. esbuild can split only ES
// modules, and what Node runs here is CommonJS: so a bundle is made and split as ES modules, and each of its files is
// turned into CommonJS at the end. Every module is in exactly one file, so that classes stay the same everywhere.
// What is read at the start is in one: gatherStart.mjs.
import path from 'node:path';
import * as esbuild from 'esbuild';
import { gatherStart } from './gatherStart.mjs';

/**
 * The options that let a bundle be split; the plugin does the rest.
 * @param {string} name of the bundle; its other files are called NAME-HASH.cjs, in the same folder as the bundle
 * @returns {import('esbuild').BuildOptions}
 */
export function splitInto(name) {
  return { format: 'esm', splitting: true, chunkNames: `${name}-[hash]`, outExtension: { '.js': '.cjs' } };
}

/**
 * True for a bundle that ends up as CommonJS.
 * @param {import('esbuild').BuildOptions} options
 */
export function isCommonJs({ format, outExtension }) {
  return format === 'cjs' || outExtension?.['.js'] === '.cjs';
}

/** @returns {import('esbuild').Plugin} */
export function splitCommonJs() {
  return {
    name: 'split-common-js',
    setup(build) {
      const options = build.initialOptions;
      if (options.format !== 'esm' || !isCommonJs(options)) return;
      const wantsMaps = options.sourcemap !== undefined;
      // Inside the file, where the second step finds the map of the first.
      if (wantsMaps) options.sourcemap = 'inline';
      options.metafile = true;
      build.onEnd(async result => {
        if (!result.metafile) return;
        const all = result.outputFiles ?? [];
        // The first line of an executable has to stay the first.
        const isExecutable = options.banner !== undefined;
        const { files, relink } = isExecutable
          ? { files: all, relink: (/** @type {string} */ code) => code }
          : await gatherStart(all, result.metafile, options);
        const converted = await Promise.all(files.map(file => convert(file, options, wantsMaps, relink)));
        result.outputFiles = converted.flat();
      });
    },
  };
}

/**
 * @param {esbuild.OutputFile} file
 * @param {import('esbuild').BuildOptions} options
 * @param {boolean} wantsMap
 * @param {(code: string) => string} relink
 * @returns {Promise<esbuild.OutputFile[]>}
 */
async function convert(file, { target, minify }, wantsMap, relink) {
  const { code: separate, map } = await esbuild.transform(withPlainVsCode(file.text), {
    loader: 'js',
    format: 'cjs',
    platform: 'node',
    legalComments: 'none',
    sourcefile: path.basename(file.path),
    sourcemap: wantsMap ? 'external' : false,
    ...(target === undefined ? {} : { target }),
    ...(minify === undefined ? {} : { minify }),
  });
  const code = relink(separate);
  if (!wantsMap) return [outputFile(file, file.path, code)];
  const mapPath = `${file.path}.map`;
  const link = `//# sourceMappingURL=${path.basename(mapPath)}\n`;
  return [outputFile(file, file.path, code + link), outputFile(file, mapPath, map)];
}

/**
 * As an ES module, VS Code's API would be copied, all of its six hundred members, for every file that imports it.
 * @param {string} text
 */
function withPlainVsCode(text) {
  /** @type {string[]} */
  const names = [];
  const rest = text.replace(/\bimport\s*\*\s*as\s+([\w$]+)\s+from\s*"vscode";?/g, (_, name) => {
    names.push(name);
    return '';
  });
  // Before everything else, as imports are.
  const [first, ...others] = names;
  if (first === undefined) return text;
  return `const ${[`${first}=require("vscode")`, ...others.map(name => `${name}=${first}`)].join()};${rest}`;
}

/**
 * @param {esbuild.OutputFile} original
 * @param {string} filePath
 * @param {string} text
 * @returns {esbuild.OutputFile}
 */
function outputFile(original, filePath, text) {
  return { path: filePath, contents: Buffer.from(text), hash: original.hash, text };
}
