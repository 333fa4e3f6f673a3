import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '../../../../src/core/lint/finding.ts';
import { RULES } from '../../../../src/core/lint/registry.ts';
import { rewriteBytes } from '../../../../src/core/lint/rewrites.ts';
import { lint } from '../../../support/lint.ts';
import { fromRoot } from '../../../support/root.ts';
import { EXPLAINED, RULES_OF_CODE } from './corpusKey.ts';

/** Public data that is not part of this repository. Where it is absent these tests are skipped. */
const JSONL = fromRoot('../shared/corpus/jsonl/open');
const JSON_SUITE = fromRoot('../shared/corpus/jsonsuite/open');

interface Label {
  file: string;
  /** From 1; 0 for the whole file. */
  line: number;
  code: string;
  severity: string;
}

describe('public training files with an answer key', () => {
  before(function () {
    skipUnless(this, JSONL);
  });

  it('labelled faults are found on their lines, and clean files have no error', async () => {
    const labels = table(path.join(JSONL, 'KEY.tsv')).map(
      ([file = '', line, code = '', severity = '']): Label => ({ file, line: Number(line), code, severity }),
    );
    const files = table(path.join(JSONL, 'MANIFEST.tsv')).filter(([file]) => file?.startsWith('files/'));
    const known = new Set(RULES.map(rule => rule.id));
    const counts = new Map<string, { found: number; all: number }>();
    const disagreements: string[] = [];
    let clean = 0;
    let cleanOfErrors = 0;
    for (const [file = '', , , , , format = ''] of files) {
      const findings = await findingsOf(file, OPENAI_FORMATS.includes(format) ? 'openai' : 'generic');
      const ofFile = labels.filter(label => label.file === file && label.severity !== 'I');
      for (const { code, line, severity } of ofFile) {
        const rules = (RULES_OF_CODE[code] ?? []).filter(rule => known.has(rule));
        if (rules.length === 0) continue;
        const found = findings.some(
          finding => rules.includes(finding.rule) && (line === 0 || finding.range.start.line === line - 1),
        );
        const count = counts.get(`${severity} ${code}`) ?? { found: 0, all: 0 };
        counts.set(`${severity} ${code}`, { found: count.found + (found ? 1 : 0), all: count.all + 1 });
        if (!found) disagreements.push(`${path.basename(file)} ${code}`);
      }
      if (ofFile.length > 0) continue;
      clean += 1;
      const judged = ENDED.includes(format) ? await findingsOf(file, 'together') : findings;
      const errors = judged.filter(finding => finding.severity === 'error');
      if (errors.length === 0) cleanOfErrors += 1;
      for (const { rule } of errors) disagreements.push(`${path.basename(file)} ${rule}`);
    }
    printTable(counts, clean, cleanOfErrors);
    assert.deepEqual([...new Set(disagreements)].sort(), Object.keys(EXPLAINED).sort());
  });
});

describe('the JSON test suite', () => {
  before(function () {
    skipUnless(this, JSON_SUITE);
  });

  it('each case, as a file of one record, is judged as the suite says', async () => {
    const wrong: string[] = [];
    const cases = table(path.join(JSON_SUITE, 'MANIFEST.tsv'));
    for (const [file = '', , , , , , , faults = ''] of cases) {
      // The strictest reader: it parses every line of the text as it is.
      const { findings } = await lint(readFileSync(path.join(JSON_SUITE, file)), { target: 'together' });
      const isRefused = findings.some(
        ({ rule, severity }) => severity === 'error' && /^(json|encoding)\//.test(rule),
      );
      // A repeated key is the one fault of the list that is only a warning.
      if (isRefused === /^(clean record|J-DUPKEY@1)$/.test(faults)) wrong.push(path.basename(file));
    }
    print(`      JSON suite: ${cases.length - wrong.length} of ${cases.length} verdicts equal`);
    assert.deepEqual(wrong, []);
  });
});

/** Formats that the key judges by OpenAI's rules. */
const OPENAI_FORMATS = ['openai-chat', 'openai-dpo', 'rft', 'prompt-completion'];

/**
 * Formats that OpenAI trained with until 2024-10-28. The key judges by the rules of before; the target of a clean file of
 * such a format is one that trains with it still.
 */
const ENDED = ['prompt-completion'];

/** The findings of a file; for a list of examples also those of its elements, which the key numbers as lines. */
async function findingsOf(file: string, target: string): Promise<Finding[]> {
  const bytes = readFileSync(path.join(JSONL, file));
  const { findings } = await lint(bytes, { target, file: path.basename(file) });
  if (!findings.some(({ messageId }) => messageId === 'array' || messageId === 'pretty')) return findings;
  const lines = rewriteBytes(bytes, 'to-json-lines').bytes;
  const ofLines = (await lint(lines, { target })).findings;
  // A list is what some consumers read; text over several lines is what none does.
  return findings.some(({ messageId }) => messageId === 'pretty') ? [...findings, ...ofLines] : ofLines;
}

function table(file: string): string[][] {
  const [, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
  return rows.map(row => row.split('\t'));
}

function skipUnless(context: Mocha.Context, folder: string): void {
  if (existsSync(folder)) return;
  print(`      skipped: ${path.relative(fromRoot(), folder)} is not here`);
  context.skip();
}

function printTable(
  counts: ReadonlyMap<string, { found: number; all: number }>,
  clean: number,
  cleanOfErrors: number,
): void {
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const sum = (pick: (count: { found: number; all: number }) => number) =>
    rows.reduce((total, [, count]) => total + pick(count), 0);
  for (const [code, { found, all }] of rows) print(`      ${code.padEnd(18)} ${found} of ${all}`);
  print(`      ${'all labels'.padEnd(18)} ${sum(count => count.found)} of ${sum(count => count.all)}`);
  print(`      ${'clean files'.padEnd(18)} ${cleanOfErrors} of ${clean} without an error`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
