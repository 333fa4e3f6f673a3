import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import type { FileFormat } from '../../../../src/core/formats/fileFormat.ts';
import { lint } from '../../../support/lint.ts';
import { fromRoot } from '../../../support/root.ts';

describe('the formats of found files', () => {
  const corpus = fromRoot('../shared/corpus/jsonl/open');
  const names: Readonly<Record<string, readonly FileFormat[]>> = {
    'openai-chat': ['openai-sft'],
    rft: ['openai-rft'],
    'openai-dpo': ['openai-dpo'],
    'prompt-completion': ['prompt-completion'],
    alpaca: ['alpaca'],
    sharegpt: ['sharegpt'],
    text: ['text'],
    'trl-preference': ['trl-preference'],
    'trl-prompt-completion': ['trl-conversational-pc'],
    'query-response': ['unknown'],
  };
  /** Where the label and the table of formats differ. */
  const explained: Readonly<Record<string, FileFormat>> = {
    // "conversation" with human and assistant instead of "conversations" with from and value.
    'files/modelscope__sharegpt.jsonl': 'unknown',
  };

  it('agree with their labels', async function () {
    if (!existsSync(`${corpus}/MANIFEST.tsv`)) return this.skip();
    this.timeout(180_000);
    const [, ...rows] = readFileSync(`${corpus}/MANIFEST.tsv`, 'utf8').trim().split('\n');
    for (const row of rows) {
      const [file = '', , , , , label = '', , , , , bytes] = row.split('\t');
      const expected = explained[file] ? [explained[file]] : names[label];
      // Formats do not change after the first lines, so the large files tell nothing that the others do not.
      if (!expected || Number(bytes) > 500_000) continue;
      const report = await lint(readFileSync(`${corpus}/${file}`), { file });
      assert(expected.includes(report.format), `${file}: ${report.format} is not ${label}`);
    }
  });
});
