import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { LintSettings } from '../../../src/core/lint/settings.ts';
import { ProjectFiles, settingsForFile } from '../../../src/node/projectFiles.ts';
import { findFiles } from '../../../scripts/lib/files.mjs';
import { lintHandlers } from '../../../src/worker/lintHandlers.ts';
import { fromRoot } from '../../support/root.ts';

const handlers = lintHandlers();
const context = { signal: new AbortController().signal, progress: () => {} };

describe('the editor and the command line find the same', () => {
  for (const folder of ['samples', 'test/fixtures', '../shared/corpus/jsonl/open']) {
    it(`in every dataset of ${folder}`, async function () {
      this.timeout(180_000);
      if (!existsSync(fromRoot(folder))) this.skip();
      for (const file of findFiles(fromRoot(folder), name => name.endsWith('.jsonl'))) {
        const settings = await settingsOf(file);
        const onDisk = await handlers.lintFile({ path: file, settings }, context);
        const {
          version: _v,
          held: _h,
          disk: _d,
          ...opened
        } = await handlers.open(
          { uri: file, version: 1, name: path.basename(file), source: { path: file }, settings },
          context,
        );
        assert.deepEqual(opened, onDisk, file);
        handlers.close({ uri: file }, context);
      }
    });
  }
});

async function settingsOf(file: string): Promise<LintSettings> {
  const fallback: LintSettings = { target: 'generic', rules: {} };
  return settingsForFile(await new ProjectFiles().nearest(path.dirname(file)), file, fallback);
}
