import type { Grader } from '../graders/graderType.ts';

/** A grader that fits what answers are wanted, and why. */
export interface ProposedGrader {
  grader: Grader;
  title: string;
  why: string;
  /** Whether it is taken when nobody says otherwise. */
  isUsual: boolean;
}

/** More kinds of answers are no labels. */
const MOST_LABELS = 12;
const LONGEST_LABEL = 40;

/** Graders for cases with these wanted answers, the likeliest first. */
export function proposeGraders(references: readonly string[]): ProposedGrader[] {
  const said = references.map(text => text.trim()).filter(text => text !== '');
  const measures: ProposedGrader[] = [
    proposal({ type: 'length' }, 'Length', 'how long the answers are', said.length === 0),
    proposal({ type: 'latency' }, 'Latency', 'how long the answers take', false),
    proposal({ type: 'price' }, 'Price', 'what the answers cost', false),
  ];
  if (said.length === 0) return measures;
  const labels = [...new Set(said)].sort();
  const areLabels =
    labels.length >= 2 &&
    labels.length <= MOST_LABELS &&
    said.length >= 2 * labels.length &&
    labels.every(label => label.length <= LONGEST_LABEL && !label.includes('\n'));
  const areJson = said.every(isJsonObject);
  const areNumbers = said.every(text => /^[-+]?\d+(\.\d+)?$/.test(text));
  const areSpecial = areLabels || areJson || areNumbers;
  return [
    ...(areLabels
      ? [
          proposal(
            { type: 'label', name: 'accuracy', labels },
            'Label',
            `one of ${labels.join(', ')}, also inside a sentence`,
            true,
          ),
        ]
      : []),
    ...(areNumbers && !areLabels
      ? [proposal({ type: 'number', name: 'right number' }, 'Number', 'the wanted number', true)]
      : []),
    ...(areJson ? [proposal({ type: 'json', name: 'valid JSON' }, 'JSON', 'the answer is JSON', true)] : []),
    proposal(
      { type: 'exact_match', name: 'exact', normalise: ['case', 'punctuation'] },
      'Exact match',
      'the answer is the wanted one, whatever its case and punctuation',
      !areSpecial && said.every(text => text.length <= LONGEST_LABEL),
    ),
    proposal(
      { type: 'similarity', name: 'similarity', metric: 'rouge_l' },
      'Similarity (ROUGE-L)',
      'how much of the wanted answer is there, in its order',
      !areSpecial && said.some(text => text.length > LONGEST_LABEL),
    ),
    ...measures,
  ];
}

function proposal(grader: Grader, title: string, why: string, isUsual: boolean): ProposedGrader {
  return { grader, title, why, isUsual };
}

function isJsonObject(text: string): boolean {
  if (!/^[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
