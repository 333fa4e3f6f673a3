import assert from 'node:assert/strict';
import * as esbuild from 'esbuild';
import { findBundles } from '../../../scripts/build/bundles.mjs';

/** What VS Code must read before the extension can do anything, in bytes, minified. */
const LIMIT = 235_000;

describe('the start of the extension', () => {
  let read: Map<string, number>;

  before(async () => {
    read = await readAtStart();
  });

  it('reads no package: they are imported when they are first needed', () => {
    assert.deepEqual(
      [...read.keys()].filter(file => file.includes('node_modules/')),
      [],
    );
  });

  it('reads no rules and no formats', () => {
    assert.deepEqual(
      [...read.keys()].filter(file =>
        /^src\/core\/(lint\/rules|lint\/registry|formats\/registry)/.test(file),
      ),
      [],
    );
  });

  it('reads little', () => {
    const bytes = [...read.values()].reduce((sum, one) => sum + one, 0);
    assert.ok(bytes < LIMIT, `${bytes} bytes`);
  });
});

/** The sources that are reached from the extension's entry by static imports, with their sizes. */
async function readAtStart(): Promise<Map<string, number>> {
  const options = findBundles().find(bundle => JSON.stringify(bundle.entryPoints).includes('extension.ts'));
  const { metafile } = await esbuild.build({ ...options, minify: true, write: false, metafile: true });
  const { outputs } = metafile;
  const entry = Object.keys(outputs).find(file => outputs[file]?.entryPoint === 'src/extension/extension.ts');
  const reached = new Set<string>();
  const toVisit = [entry];
  for (let file = toVisit.pop(); file !== undefined; file = toVisit.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const one of outputs[file]?.imports ?? []) {
      if (one.kind === 'import-statement' && !one.external) toVisit.push(one.path);
    }
  }
  const sources = [...reached].flatMap(file => Object.entries(outputs[file]?.inputs ?? {}));
  return new Map(sources.map(([source, { bytesInOutput }]) => [source, bytesInOutput]));
}
