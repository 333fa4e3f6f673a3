import { TRAINED_CHATS } from '../../../formats/families.ts';
import { systemAt } from '../../answers.ts';
import type { DatasetFacts } from '../../datasetFacts.ts';
import { answerLine } from '../../exampleLine.ts';
import { placeIn } from '../../placeIn.ts';
import { type DatasetContext, type DatasetFix, datasetRule } from '../../rule.ts';

export const inconsistentSystemPrompt = datasetRule({
  id: 'dataset/inconsistent-system-prompt',
  needs: 'dataset',
  formats: [...TRAINED_CHATS, 'alpaca'],
  summary: 'All examples have the same instructions.',
  why: 'The tuned model works best with the instructions that it was trained with. A slip of the pen in some of them, or examples without any, weakens what it learns about following them.',
  severity: { default: 'info' },
  fixable: 'unsafe',
  messages: {
    similar: 'These instructions differ a little from those of most examples (line {line}).',
    several: 'The examples have {count} different instructions.',
    missing: '{count} examples have no instructions, though most have.',
  },
  options: {
    difference: {
      type: 'number',
      default: 0.1,
      minimum: 0,
      maximum: 1,
      description:
        'The share of characters by which instructions may differ and still be meant to be the same.',
    },
    maxDistinct: {
      type: 'number',
      default: 1,
      minimum: 1,
      description: 'Different instructions that are not worth a word.',
    },
  },
  examples: {
    bad: [
      {
        text: [
          answerLine('1', 'a', 'You are a helpful assistant.'),
          answerLine('2', 'b', 'You are a helpful assistant.'),
          answerLine('3', 'c', 'You are a helpful  Assistant.'),
        ].join('\n'),
        messageId: 'similar',
      },
      {
        text: [answerLine('1', 'a', 'Be brief.'), answerLine('2', 'b', 'Write a long poem about it.')].join(
          '\n',
        ),
        messageId: 'several',
      },
      {
        text: [
          answerLine('1', 'a', 'Be brief.'),
          answerLine('2', 'b', 'Be brief.'),
          answerLine('3', 'c'),
        ].join('\n'),
        messageId: 'missing',
      },
    ],
    good: [{ text: [answerLine('1', 'a', 'Be brief.'), answerLine('2', 'b', 'Be brief.')].join('\n') }],
  },
  check(facts, context) {
    const { table } = facts;
    const counts = new Map<number, { count: number; first: number }>();
    let without = 0;
    let firstWithout = -1;
    for (let line = 0; line < table.length; line++) {
      if (table.kind(line) !== 'object') continue;
      const hash = table.content(line, 'system');
      if (hash === 0) {
        without += 1;
        if (firstWithout < 0) firstWithout = line;
        continue;
      }
      const entry = counts.get(hash);
      if (entry) entry.count += 1;
      else counts.set(hash, { count: 1, first: line });
    }
    const ranked = [...counts.entries()].sort(([, a], [, b]) => b.count - a.count || a.first - b.first);
    const [most] = ranked;
    if (!most) return;
    const withSystem = ranked.reduce((sum, [, { count }]) => sum + count, 0);
    if (without > 0 && withSystem > without) {
      context.report({ messageId: 'missing', data: { count: without }, at: firstWithout });
    }
    tellVariants(facts, most, ranked, context);
  },
});

/** So many variants are compared with the most frequent text; with more, the instructions are meant to vary. */
const MAX_VARIANTS = 50;

function tellVariants(
  facts: DatasetFacts,
  [, { first }]: readonly [number, { first: number }],
  ranked: readonly (readonly [number, { count: number; first: number }])[],
  { options, report }: DatasetContext,
): void {
  const usual = systemAt(facts, first);
  if (!usual) return;
  const distinct: number[] = [];
  for (const [hash, variant] of ranked.slice(1, MAX_VARIANTS + 1)) {
    const text = systemAt(facts, variant.first)?.text ?? '';
    if (!isNear(usual.text, text, Number(options.difference))) {
      distinct.push(variant.first);
      continue;
    }
    for (const line of linesWith(facts, hash)) {
      report({
        messageId: 'similar',
        data: { line: first + 1 },
        at: placeIn(facts, line, systemAt(facts, line)?.path ?? []),
        related: [{ line: first, message: 'The instructions of most examples' }],
        severity: 'warning',
        fixes: () => fixesFor(facts, line, usual.text),
      });
    }
  }
  const [other] = distinct;
  if (other === undefined || distinct.length < Number(options.maxDistinct)) return;
  report({
    messageId: 'several',
    data: { count: ranked.length },
    at: placeIn(facts, other, systemAt(facts, other)?.path ?? []),
    related: distinct.slice(1, 5).map(line => ({ line, message: 'Other instructions' })),
  });
}

/** Findings of one variant stop here: the fix of all mends the others too. */
const MAX_LINES = 100;

function linesWith({ table }: DatasetFacts, hash: number): number[] {
  const lines: number[] = [];
  for (let line = 0; line < table.length && lines.length < MAX_LINES; line++) {
    if (table.content(line, 'system') === hash) lines.push(line);
  }
  return lines;
}

/** Only what nobody can have meant is mended: white space and case. */
function fixesFor(facts: DatasetFacts, line: number, usual: string): DatasetFix[] {
  const own = systemAt(facts, line);
  const node = own && facts.exampleAt(line)?.node(own.path);
  if (!own || node?.kind !== 'string' || folded(own.text) !== folded(usual)) return [];
  const edits = [{ line, start: node.start, end: node.end, newText: JSON.stringify(usual) }];
  return [{ title: 'Use the instructions of most examples', safety: 'unsafe', edits }];
}

function folded(text: string): string {
  return text.toLowerCase().replace(/\s+/g, '');
}

/** Longer instructions are compared by their beginnings and ends only as far as this many units differ. */
const MAX_COMPARED = 2000;

/** True when one text can be made of the other by changing few of its characters (Levenshtein). */
function isNear(a: string, b: string, share: number): boolean {
  const limit = Math.floor(Math.max(a.length, b.length) * share);
  if (Math.abs(a.length - b.length) > limit || limit === 0) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const one = a.slice(start, a.length - end);
  const other = b.slice(start, b.length - end);
  if (Math.max(one.length, other.length) > MAX_COMPARED) return false;
  return distance(one, other) <= limit;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
