import { formatTitle } from '../../../formats/registry.ts';
import type { DatasetFacts } from '../../datasetFacts.ts';
import { answerLine } from '../../exampleLine.ts';
import { quoted } from '../../messages.ts';
import { exampleLines } from '../../placeIn.ts';
import { pairRule } from '../../rule.ts';

export const formatMismatch = pairRule({
  id: 'cross-file/format-mismatch',
  needs: 'dataset',
  summary: 'Training file and validation file have the same format and the same keys.',
  why: 'Both are read by the same reader. Where they differ the job is refused, or the validation measures something else than the training.',
  says: [{ who: 'OpenAI', text: 'invalid_validation_file' }],
  severity: { default: 'error' },
  messages: {
    format: 'This file has the format {format}, and the {other} file has {otherFormat}.',
    keys: 'The examples of the {other} file have "{keys}", and those of this file do not.',
  },
  examples: {
    bad: [
      {
        text: answerLine('Hi', 'Hello'),
        partner: '{"prompt":"Hi","completion":"Hello"}',
        purpose: 'validation',
        messageId: 'format',
      },
      {
        text: '{"messages":[{"role":"user","content":"2 + 2?"}],"answer":4}',
        partner: '{"messages":[{"role":"user","content":"2 + 2?"}],"answer":4,"unit":"m"}',
        purpose: 'validation',
        messageId: 'keys',
      },
    ],
    good: [{ text: answerLine('Hi', 'Hello'), partner: answerLine('Who?', 'Me'), purpose: 'validation' }],
  },
  check(facts, partner, { report }) {
    const other = facts.validation ? 'training' : 'validation';
    if (partner.format === 'none' || partner.format === 'unknown') return;
    if (facts.format === 'none' || facts.format === 'unknown') return;
    if (facts.format !== partner.format) {
      const data = { format: formatTitle(facts.format), other, otherFormat: formatTitle(partner.format) };
      report({
        messageId: 'format',
        data,
        related: [{ line: 0, message: `The ${other} file`, inPartner: true }],
      });
      return;
    }
    const own = keysOf(facts);
    const missing = [...keysOf(partner)].filter(key => !own.has(key));
    // Keys of some examples only are those of inconsistent columns; of each file's usual keys this rule speaks.
    if (missing.length === 0 || own.size === 0) return;
    const data = {
      other,
      keys: missing
        .slice(0, 5)
        .map(key => quoted(key))
        .join('", "'),
    };
    report({ messageId: 'keys', data, severity: facts.format === 'openai-rft' ? 'error' : 'warning' });
  },
});

/** A file's first examples show its keys. */
const SAMPLE = 50;

/** The keys that every one of the first examples has. */
function keysOf(facts: DatasetFacts): Set<string> {
  let keys: Set<string> | undefined;
  for (const line of exampleLines(facts, SAMPLE)) {
    const own = Object.keys(facts.exampleAt(line)?.object ?? {});
    keys = keys ? new Set(own.filter(key => keys?.has(key))) : new Set(own);
  }
  return keys ?? new Set();
}
