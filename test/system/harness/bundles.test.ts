import assert from 'node:assert/strict';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { bundleBudgets } from '../../../scripts/build/budgets.mjs';
import { bundleAll } from '../../../scripts/build/build.mjs';
import { lazyPackages } from '../../../scripts/build/lazyPackages.mjs';
import { fromRoot } from '../../support/root.ts';

describe('the bundles', () => {
  it('stay within their budgets, and each has one', async () => {
    const sizes = new Map<string, number>();
    for (const [file, { length }] of (await bundleAll({ production: true })).files) {
      const name = path
        .relative(fromRoot('dist'), file)
        .replace(/\/.*/, '/')
        .replace(/-[A-Z0-9]{8}\.cjs$/, '-*.cjs');
      sizes.set(name, (sizes.get(name) ?? 0) + length);
    }
    const budgets: Record<string, number> = bundleBudgets;
    const tooBig = [...sizes].filter(([name, size]) => size > (budgets[name] ?? 0));
    assert.deepEqual(tooBig, []);
  });

  it('name no file that is not there, and the extension starts from one file', async () => {
    const { files } = await bundleAll({ production: true });
    const names = new Set([...files.keys()].map(file => path.basename(file)));
    for (const [file, contents] of files) {
      if (!file.endsWith('.cjs')) continue;
      const text = Buffer.from(contents).toString();
      const needed = [...text.matchAll(/(require|import)\("\.\/([^"]+\.cjs)"\)/g)];
      for (const [, , name = ''] of needed) assert.ok(names.has(name), `${path.basename(file)}: ${name}`);
      if (path.basename(file) !== 'extension.cjs') continue;
      assert.ok(needed.length > 0);
      assert.deepEqual(
        needed.filter(([, how]) => how === 'require').map(([, , name]) => name),
        [],
      );
    }
  });

  it('load heavy packages from files of their own', async () => {
    const packages = new Set<string>();
    const { outputFiles } = await esbuild.build({
      stdin: {
        contents: `export const load = () => Promise.all([import('openai'), import('@scope/name/part'), import('node:fs')])`,
        resolveDir: fromRoot(),
      },
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      plugins: [lazyPackages(packages)],
    });
    assert.deepEqual([...packages], ['openai', '@scope/name/part']);
    const imports = [...(outputFiles[0]?.text.matchAll(/import\("([^"]+)"\)/g) ?? [])].map(match => match[1]);
    assert.deepEqual(imports, ['./lib/openai.mjs', './lib/scope-name-part.mjs', 'node:fs']);
  });
});
