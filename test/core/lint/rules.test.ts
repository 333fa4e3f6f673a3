import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { planFixes } from '../../../src/core/lint/applyFixes.ts';
import type { DocumentLinter } from '../../../src/core/lint/documentLinter.ts';
import type { Finding, Fix } from '../../../src/core/lint/finding.ts';
import { readDocument } from '../../../src/core/lint/readDocument.ts';
import { RULES } from '../../../src/core/lint/registry.ts';
import { rewriteBytes, rewriteName } from '../../../src/core/lint/rewrites.ts';
import type { Rule, RuleExample } from '../../../src/core/lint/rule.ts';
import { exampleBytes, examplePartner, exampleSettings } from '../../../src/core/lint/ruleExample.ts';
import { TARGET_IDS } from '../../../src/core/targets/registry.ts';
import { applyEditsToLines } from '../../support/applyEdits.ts';
import { documentOf, lint, type LintOptions } from '../../support/lint.ts';
import { fromRoot } from '../../support/root.ts';

const CHOICES: readonly (readonly [string, (fix: Fix) => boolean])[] = [
  ['safe', fix => fix.safety === 'safe'],
  ['safe and unsafe', () => true],
];

/** The targets that exist and those of which rules already know how they differ. */
const KNOWN_TARGETS = new Set([
  'default',
  ...TARGET_IDS,
  'fireworks',
  'mistral',
  'gemini',
  'nova',
  'bedrock-claude',
  'bedrock-llama',
  'trl',
  'axolotl',
  'llamafactory',
  'cohere',
  'batch',
]);

describe('the list of rules', () => {
  it('names the files in rules/, each rule once', () => {
    const files = readdirSync(fromRoot('src/core/lint/rules'), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => `${entry.parentPath.split(/[\\/]/).at(-1)}/${entry.name}`);
    assert.deepEqual(RULES.map(rule => `${rule.id}.ts`).sort(), files.sort());
  });

  it('keeps families together', () => {
    const families = RULES.map(rule => rule.id.split('/')[0]);
    const changes = families.filter((family, i) => family !== families[i - 1]);
    assert.deepEqual(changes, [...new Set(families)]);
  });
});

for (const rule of RULES) {
  describe(rule.id, () => {
    it('speaks in sentences', () => {
      for (const text of [rule.summary, rule.why, ...Object.values(rule.messages)]) {
        assert.match(text, /^(\p{Lu}|["“{]).*[.?]$/su, text);
        assert.doesNotMatch(text, / {2}/, text);
      }
    });

    it('has severities for known targets', () => {
      for (const target of Object.keys(rule.severity)) assert.ok(KNOWN_TARGETS.has(target), target);
    });

    it('reports its bad examples, and every message in one of them', async () => {
      const seen = new Set<string>();
      for (const example of rule.examples.bad) {
        const found = await findingsOf(rule, example);
        assert.notDeepEqual(found, [], describeExample(example));
        const ids = found.map(finding => finding.messageId);
        if (example.messageId) assert.ok(ids.includes(example.messageId), describeExample(example));
        for (const id of ids) seen.add(id);
      }
      assert.deepEqual([...seen].sort(), Object.keys(rule.messages).sort());
    });

    it('is silent on its good examples', async () => {
      assert.ok(rule.examples.good.length > 0);
      for (const example of rule.examples.good) {
        assert.deepEqual(await findingsOf(rule, example), [], describeExample(example));
      }
    });

    it('fills in its messages and stays inside the text', async () => {
      for (const example of rule.examples.bad) {
        const lines = linesOf(example);
        for (const { message, range, fixes } of await findingsOf(rule, example)) {
          assert.doesNotMatch(message, /\{\w+\}/);
          assert.ok(range.start.character <= range.end.character, describeExample(example));
          assert.ok(range.end.character <= (lines[range.end.line]?.length ?? 0), describeExample(example));
          for (const fix of fixes) assert.match(fix.title, /^\p{Lu}.*[^.]$/u);
        }
      }
    });

    it('offers what it says it can fix', async () => {
      const offered = new Set<Fix['safety']>();
      for (const example of rule.examples.bad) {
        for (const { fixes } of await findingsOf(rule, example))
          for (const fix of fixes) offered.add(fix.safety);
      }
      const best = offered.has('safe') ? 'safe' : offered.has('unsafe') ? 'unsafe' : undefined;
      assert.equal(rule.fixable, best);
    });

    for (const [kind, choose] of CHOICES) {
      // What it offers is checked above.
      if (rule.fixable !== 'safe' && (kind === 'safe' || rule.fixable === undefined)) continue;
      it(`has ${kind} fixes that need to be applied once`, () => {
        for (const example of rule.examples.bad) {
          const before = open(rule, example);
          const wanted = (finding: Finding, fix: Fix) => finding.rule === rule.id && choose(fix);
          const fixed = applied(before, planFixes(documentIn(before), wanted));
          const left = documentIn(fixed)
            .report()
            .findings.filter(finding => finding.fixes.some(fix => wanted(finding, fix)));
          assert.deepEqual(left, [], describeExample(example));
        }
      });
    }
  });
}

/** Several tests ask for the findings of the same example. */
const known = new Map<RuleExample, Promise<Finding[]>>();

function findingsOf(rule: Rule, example: RuleExample): Promise<Finding[]> {
  const findings = known.get(example) ?? lintExample(rule, example);
  known.set(example, findings);
  return findings;
}

async function lintExample(rule: Rule, example: RuleExample): Promise<Finding[]> {
  const { bytes, options } = open(rule, example);
  return (await lint(bytes, options)).findings.filter(finding => finding.rule === rule.id);
}

interface OpenFile {
  bytes: Uint8Array;
  options: LintOptions;
}

function open(rule: Rule, example: RuleExample): OpenFile {
  const { file = 'train.jsonl' } = example;
  return {
    bytes: exampleBytes(example),
    options: { ...exampleSettings(rule.id, example), file, beside: examplePartner(rule.id, example) },
  };
}

function documentIn({ bytes, options }: OpenFile): DocumentLinter {
  return documentOf(bytes, options);
}

function linesOf(example: RuleExample): string[] {
  const { lines } = readDocument(exampleBytes(example), example.file ?? 'train.jsonl');
  return lines.map(line => line.text);
}

/** The file after a plan: its edits, then its rewrites. */
function applied({ bytes, options }: OpenFile, plan: ReturnType<typeof planFixes>): OpenFile {
  let fixed = bytes;
  if (plan.edits.length > 0) {
    const { lines, mark } = decode(bytes);
    const text = applyEditsToLines(lines, plan.edits).join('\n');
    fixed = new TextEncoder().encode(mark + text);
  }
  let file = options.file ?? 'train.jsonl';
  for (const rewrite of plan.rewrites) {
    fixed = rewriteBytes(fixed, rewrite).bytes;
    file = rewriteName(file, rewrite);
  }
  return { bytes: fixed, options: { ...options, file } };
}

function decode(bytes: Uint8Array): { lines: string[]; mark: string } {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  return { lines: text.slice(mark.length).split('\n'), mark };
}

function describeExample(example: RuleExample): string {
  return JSON.stringify(example).slice(0, 300);
}
