import type { FormatId } from '../../../formats/format.ts';
import { answerAt } from '../../answers.ts';
import { answerLine, lines } from '../../exampleLine.ts';
import { quoted } from '../../messages.ts';
import { placeIn } from '../../placeIn.ts';
import { datasetRule } from '../../rule.ts';

const FORMATS: readonly FormatId[] = [
  'openai-sft',
  'prompt-completion',
  'alpaca',
  'sharegpt',
  'gemini-sft',
  'bedrock-converse',
  'bedrock-claude',
  'trl-conversational-pc',
];

export const dominantAnswer = datasetRule({
  id: 'dataset/dominant-answer',
  needs: 'dataset',
  formats: FORMATS,
  summary: 'No single answer makes up most of the file.',
  why: 'A model that always gives the frequent answer is right most of the time, so that is what it learns. Give the other answers more examples, or judge the tuned model class by class.',
  severity: { default: 'warning' },
  messages: {
    dominant: '{percent} % of the answers are "{answer}".',
    classes: 'The answers are of {classes} kinds: {counts}.',
  },
  options: {
    share: {
      type: 'number',
      default: 0.5,
      minimum: 0,
      maximum: 1,
      description: 'The share of one answer above which it is said.',
    },
    minExamples: {
      type: 'number',
      default: 20,
      minimum: 1,
      description: 'Fewer examples have no balance to speak of.',
    },
  },
  examples: {
    bad: [
      {
        text: lines(20, index => answerLine(`${index}?`, index < 15 ? 'yes' : `no ${index}`)),
        messageId: 'dominant',
      },
      {
        text: lines(20, index => answerLine(`${index}?`, ['yes', 'no', 'never'][index % 3] ?? '')),
        messageId: 'classes',
      },
    ],
    good: [{ text: lines(20, index => answerLine(`${index}?`, `It is ${index}.`)) }],
  },
  check(facts, { options, report }) {
    const { table } = facts;
    const counts = new Map<number, { count: number; first: number }>();
    let all = 0;
    for (let line = 0; line < table.length; line++) {
      const hash = table.content(line, 'answer');
      if (hash === 0) continue;
      all += 1;
      const entry = counts.get(hash);
      if (entry) entry.count += 1;
      else counts.set(hash, { count: 1, first: line });
    }
    if (all < Number(options.minExamples)) return;
    const ranked = [...counts.values()].sort((a, b) => b.count - a.count || a.first - b.first);
    const [most] = ranked;
    if (!most) return;
    const at = placeIn(facts, most.first, answerAt(facts, most.first)?.path ?? []);
    if (most.count / all > Number(options.share)) {
      const answer = quoted(answerAt(facts, most.first)?.text ?? '');
      report({ messageId: 'dominant', data: { percent: Math.round((most.count / all) * 100), answer }, at });
    } else if (ranked.length < all / 3 && ranked.length <= MAX_CLASSES) {
      const shown = ranked
        .slice(0, SHOWN)
        .map(({ count, first }) => `${quoted(answerAt(facts, first)?.text ?? '', 20)} ${count}`);
      const counted = ranked.length > SHOWN ? [...shown, 'and others'] : shown;
      report({
        messageId: 'classes',
        data: { classes: ranked.length, counts: counted.join(', ') },
        at,
        severity: 'info',
      });
    }
  },
});

/** More kinds of answers are no classes but repetitions. */
const MAX_CLASSES = 50;
const SHOWN = 6;
