import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ruleOf } from '../../../src/core/lint/registry.ts';
import { lint } from '../../support/lint.ts';
import { fromRoot } from '../../support/root.ts';

interface SpecialCase {
  file: string;
  rule: string;
  /** What is underlined: line from 1, and its text. */
  at: [line: number, underlined: string];
  /** Severity by target; `off` where nothing is to be said. */
  severities: Record<string, 'error' | 'warning' | 'info' | 'off'>;
  /** The provider's own words, which the hover shows; absent where nobody published any. */
  says?: RegExp;
  options?: Record<string, number>;
}

/** Faults that cost people days, each with the message by which they are searched for. */
const CASES: readonly SpecialCase[] = [
  {
    file: 'two-answers-in-a-row',
    rule: 'chat/consecutive-same-role',
    at: [1, '"assistant"'],
    severities: { azure: 'error', together: 'error', nova: 'error', openai: 'info', generic: 'info' },
    says: /invalid schema \(20\)/,
  },
  {
    file: 'two-answers-in-a-row',
    rule: 'chat/consecutive-same-role',
    at: [1, '"assistant"'],
    severities: { llamafactory: 'error', 'bedrock-claude': 'error' },
    says: /roles must alternate user\/assistant/,
  },
  {
    file: 'fill-in-the-middle',
    rule: 'tokens/special-token',
    at: [1, '<|fim_suffix|>'],
    severities: { openai: 'error', azure: 'error', together: 'warning', trl: 'warning' },
    says: /invalid token: <\|fim_suffix\|>/,
  },
  {
    file: 'array-in-tool-message',
    rule: 'chat/content-type',
    at: [1, '[{"type":"text","text":"9:30"}]'],
    severities: { openai: 'error', azure: 'error' },
    says: /key "content": Input should be a valid string/,
  },
  {
    file: 'weight-at-the-root',
    rule: 'chat/root-weight',
    at: [1, '"weight"'],
    severities: { openai: 'error', together: 'off', fireworks: 'off', trl: 'off', axolotl: 'off' },
    says: /contains an extra "weight"/,
  },
  {
    file: 'byte-order-mark',
    rule: 'encoding/bom',
    at: [1, '{'],
    severities: { openai: 'warning', together: 'error', mistral: 'error', trl: 'warning', azure: 'off' },
    says: /Unexpected UTF-8 BOM/,
  },
  {
    file: 'no-byte-order-mark',
    rule: 'encoding/bom',
    at: [1, '{'],
    severities: { azure: 'info', openai: 'off', together: 'off' },
    says: /Line 1 is not a dictionary/,
  },
  {
    file: 'sharegpt-parity',
    rule: 'chat/role-order',
    at: [1, '"gpt"'],
    severities: { llamafactory: 'error' },
    says: /Invalid role tag/,
  },
  {
    file: 'sharegpt-parity',
    rule: 'chat/last-not-assistant',
    at: [2, '{"from":"human","value":"Never mind."}'],
    severities: { llamafactory: 'error' },
    says: /Invalid message count.*Skipping/,
  },
  {
    file: 'tool-ids',
    rule: 'mistral/tool-id',
    at: [1, '"call_1"'],
    severities: { mistral: 'error', openai: 'off', together: 'off' },
    says: /a-z, A-Z, 0-9, with a length of 9/,
  },
  {
    file: 'truncated-answer',
    rule: 'tokens/answer-truncated',
    at: [1, '"1 2 3 4'],
    severities: { openai: 'warning' },
    options: { maxTokens: 40 },
    says: /truncated to the maximum context length/,
  },
  {
    file: 'notebook-preferences',
    rule: 'preference/key-names',
    at: [1, '"preferred"'],
    severities: { openai: 'error', azure: 'error', together: 'error', fireworks: 'error' },
  },
  {
    file: 'notebook-preferences',
    rule: 'preference/input-shape',
    at: [1, '[{"role":"user"'],
    severities: { openai: 'error' },
    says: /is missing key 'input'/,
  },
];

describe('special cases that cost people days', () => {
  for (const { file, rule, at, severities, says, options } of CASES) {
    it(`${file}: ${rule} at ${at[1]}`, async () => {
      const bytes = readFileSync(fromRoot(`test/fixtures/specialCases/${file}.jsonl`));
      const lines = bytes
        .toString('utf8')
        .replace(/^\uFEFF/, '')
        .split('\n');
      for (const [target, severity] of Object.entries(severities)) {
        const rules = options ? { [rule]: { options } } : {};
        const { findings } = await lint(bytes, { target, rules });
        const found = findings.filter(one => one.rule === rule && one.range.start.line === at[0] - 1);
        if (severity === 'off') {
          assert.deepEqual(found, [], target);
          continue;
        }
        const underlined = found.map(({ range: { start, end } }) =>
          (lines[start.line] ?? '').slice(start.character, end.character),
        );
        const index = underlined.findIndex(text => text.startsWith(at[1]));
        assert.ok(index >= 0, `${target}: ${underlined.join(' | ') || 'nothing'}`);
        assert.equal(found[index]!.severity, severity, target);
      }
      const told = (ruleOf(rule)?.says ?? []).map(({ text }) => text).join('\n');
      if (says) assert.match(told, says);
    });
  }
});
