// A split bundle has many small files: each set of modules that is shared by other parts is one of its own. What its
// entry imports statically is read at every start, and reading fifty files takes longer than reading one. So these are
// put into the entry's file, which hands them on to the parts that are read late.
import path from 'node:path';
import * as esbuild from 'esbuild';
import { root } from '../lib/project.mjs';

/**
 * @param {readonly esbuild.OutputFile[]} files of the split bundle, as ES modules
 * @param {esbuild.Metafile} metafile
 * @param {esbuild.BuildOptions} options of the bundle
 * @returns {Promise<{ files: esbuild.OutputFile[], relink: (code: string) => string }>} the files that are left;
 *   `relink` lets their code, once it is CommonJS, find what was put into the entry's
 */
export async function gatherStart(files, metafile, { target, minify, sourcemap }) {
  const contents = new Map(files.map(file => [file.path, file.text]));
  const [entry, ...gathered] = startFiles(metafile);
  if (entry === undefined || gathered.length === 0) return { files: [...files], relink: code => code };
  const inside = new Set([entry, ...gathered]);
  const parts = gathered.map(file => `export * as ${partName(file)} from ${quoted(file)};`);
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: [`export * from ${quoted(entry)};`, ...parts].join('\n'),
      resolveDir: path.dirname(entry),
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    legalComments: 'none',
    logLevel: 'silent',
    sourcemap: sourcemap ? 'inline' : false,
    ...(target === undefined ? {} : { target }),
    ...(minify === undefined ? {} : { minify }),
    plugins: [inMemory(contents, inside)],
  });
  const [start] = outputFiles;
  if (!start) throw new Error('The start of the bundle is empty.');
  const kept = files.filter(file => !inside.has(file.path) || file.path === entry);
  return {
    files: kept.map(file => (file.path === entry ? replaced(file, start.text) : file)),
    relink: code =>
      gathered.reduce(
        (text, file) =>
          text.replaceAll(`require(${quoted(file)})`, `require(${quoted(entry)}).${partName(file)}`),
        code,
      ),
  };
}

/**
 * @param {esbuild.Metafile} metafile
 * @returns {string[]} absolute paths: the entry, then all that it imports before it runs
 */
function startFiles({ outputs }) {
  const found = new Set(Object.keys(outputs).filter(file => outputs[file]?.entryPoint?.startsWith('src/')));
  // Parts that are read late are entries too; the one that nothing imports is the bundle's.
  for (const { imports } of Object.values(outputs)) for (const one of imports) found.delete(one.path);
  for (const file of found) {
    for (const { kind, path: imported, external } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && !external) found.add(imported);
    }
  }
  return [...found].map(file => path.join(root, file));
}

/**
 * @param {Map<string, string>} contents
 * @param {Set<string>} inside
 * @returns {esbuild.Plugin}
 */
function inMemory(contents, inside) {
  return {
    name: 'in-memory',
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path: name, resolveDir }) => {
        const file = path.resolve(resolveDir, name);
        return inside.has(file) ? { path: file, namespace: 'part' } : { path: name, external: true };
      });
      build.onLoad({ filter: /.*/, namespace: 'part' }, ({ path: file }) => ({
        contents: contents.get(file) ?? '',
        resolveDir: path.dirname(file),
        loader: 'js',
      }));
    },
  };
}

/** @param {string} file */
function quoted(file) {
  return `"./${path.basename(file)}"`;
}

/** @param {string} file its name ends with a hash of what is in it */
function partName(file) {
  return path.basename(file, '.cjs').replace(/\W/g, '_');
}

/**
 * @param {esbuild.OutputFile} original
 * @param {string} text
 * @returns {esbuild.OutputFile}
 */
function replaced(original, text) {
  return { path: original.path, contents: Buffer.from(text), hash: original.hash, text };
}
