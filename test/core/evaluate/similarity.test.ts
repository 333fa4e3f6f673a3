import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { bleu } from '../../../src/core/evaluate/similarity/bleu.ts';
import { cosine } from '../../../src/core/evaluate/similarity/cosine.ts';
import { fuzzyMatch } from '../../../src/core/evaluate/similarity/fuzzyMatch.ts';
import { gleu } from '../../../src/core/evaluate/similarity/gleu.ts';
import { meteor } from '../../../src/core/evaluate/similarity/meteor.ts';
import { porterStem } from '../../../src/core/evaluate/similarity/porterStem.ts';
import { rougeL } from '../../../src/core/evaluate/similarity/rougeL.ts';
import { rougeN } from '../../../src/core/evaluate/similarity/rougeN.ts';
import {
  SIMILARITY_METRICS,
  type SimilarityMetric,
  textSimilarity,
} from '../../../src/core/evaluate/similarity/similarity.ts';
import { runs } from '../../support/property.ts';

const words = (text: string): string[] => text.split(' ');

/** The example of Papineni et al. 2002, as NLTK's documentation has it. */
const GUIDE = words(
  'It is a guide to action which ensures that the military always obeys the commands of the party',
);
const TROOPS = words('It is to insure the troops forever hearing the activity guidebook that party direct');
const REFERENCES = [
  'It is a guide to action that ensures that the military will forever heed Party commands',
  'It is the guiding principle which guarantees the military forces always being under the command of the Party',
  'It is the practical guide for the army always to heed the directions of the party',
].map(words);
/** The example of Lin 2004, section 3.1. */
const POLICE = words('police killed the gunman');
/** The example in the documentation of Google's rouge-score; the fox is stemmed there, which changes `jumps` alike. */
const FOX = words('the quick brown fox jumps over the lazy dog');
const LOG = words('the quick brown dog jumps on the log');
/** What Google's rouge-score is tested with, all against "testing one two": the F1 of each. */
const ROUGE_SCORE: [metric: SimilarityMetric, text: string, f1: number][] = [
  ['rouge_1', 'testing', 1 / 2],
  ['rouge_1', 'testing one', 4 / 5],
  ['rouge_1', '', 0],
  ['rouge_2', 'testing one', 2 / 3],
  ['rouge_2', '', 0],
  ['rouge_l', 'testing one', 4 / 5],
  ['rouge_l', 'testing two', 4 / 5],
  ['rouge_l', '', 0],
];

describe('text similarity: published values', () => {
  const table: [string, number, number][] = [
    ['BLEU, three references (NLTK, sentence_bleu)', bleu(GUIDE, REFERENCES), 0.5045666840058485],
    ['BLEU, one reference (NLTK, method0)', bleu(GUIDE, REFERENCES.slice(0, 1)), 0.41180376356915777],
    ['BLEU, add-one (NLTK, method2)', bleu(GUIDE, REFERENCES.slice(0, 1), 'add-one'), 0.4452945001507636],
    [
      'BLEU, add-one, the worse text (NLTK, method2)',
      bleu(TROOPS, REFERENCES.slice(0, 1), 'add-one'),
      0.1220135533934748,
    ],
    [
      'BLEU, clipped counts (Papineni 2002, section 2.1)',
      bleu(words('the the the the the the the'), [words('the cat is on the mat')]),
      0,
    ],
    ['GLEU (NLTK, sentence_gleu)', gleu(GUIDE, REFERENCES[0]!), 0.4393939393939394],
    ['GLEU, the worse text (NLTK, sentence_gleu)', gleu(TROOPS, REFERENCES[0]!), 0.1206896551724138],
    ['GLEU, another reference (NLTK, sentence_gleu)', gleu(GUIDE, REFERENCES[1]!), 0.18181818181818182],
    ['ROUGE-L (Lin 2004)', rougeL(words('police kill the gunman'), POLICE).f1, 0.75],
    ['ROUGE-L, other order (Lin 2004)', rougeL(words('the gunman kill police'), POLICE).f1, 0.5],
    ['ROUGE-2 (Lin 2004)', rougeN(words('police kill the gunman'), POLICE, 2).f1, 1 / 3],
    ['ROUGE-2, other order (Lin 2004)', rougeN(words('the gunman kill police'), POLICE, 2).f1, 1 / 3],
    ['ROUGE-1 precision (rouge-score)', rougeN(LOG, FOX, 1).precision, 0.75],
    ['ROUGE-1 recall (rouge-score)', rougeN(LOG, FOX, 1).recall, 2 / 3],
    ['ROUGE-1 F1 (rouge-score)', rougeN(LOG, FOX, 1).f1, 0.7058823529411765],
    ['ROUGE-L precision (rouge-score)', rougeL(LOG, FOX).precision, 0.625],
    ['ROUGE-L recall (rouge-score)', rougeL(LOG, FOX).recall, 5 / 9],
    ['ROUGE-L F1 (rouge-score)', rougeL(LOG, FOX).f1, 0.5882352941176471],
    ...ROUGE_SCORE.map(
      ([metric, text, f1]) =>
        [
          `${metric} of "${text}" (rouge-score, rouge_scorer_test.py)`,
          textSimilarity(metric, text, 'testing one two'),
          f1,
        ] as [string, number, number],
    ),
    [
      'rouge_1 in other letters (by hand: 1 of 1 and 1 of 3)',
      textSimilarity('rouge_1', 'Testing.', 'testing, one two'),
      0.5,
    ],
    [
      'rouge_3, one word more (by hand: 1 / 2 and 1 / 1)',
      rougeN(words('a b c d'), words('a b c'), 3).f1,
      2 / 3,
    ],
    ['rouge_4, other end (by hand: 1 of 2)', rougeN(words('a b c d x'), words('a b c d y'), 4).f1, 1 / 2],
    ['rouge_5, other end (by hand: 1 of 2)', rougeN(words('a b c d e x'), words('a b c d e y'), 5).f1, 1 / 2],
    [
      'METEOR, other order (Wikipedia)',
      meteor(words('on the mat sat the cat'), words('the cat sat on the mat')),
      0.5,
    ],
    [
      'METEOR, equal (Wikipedia)',
      meteor(words('the cat sat on the mat'), words('the cat sat on the mat')),
      0.9977,
    ],
    [
      'METEOR, one word more (Wikipedia)',
      meteor(words('the cat was sat on the mat'), words('the cat sat on the mat')),
      0.9654,
    ],
    ['METEOR, exact and stem stages (NLTK, no synonyms)', meteor(GUIDE, REFERENCES[0]!), 0.6944444444444445],
    ['METEOR, second reference (NLTK, no synonyms)', meteor(GUIDE, REFERENCES[1]!), 0.625],
    ['METEOR, third reference (NLTK, no synonyms)', meteor(GUIDE, REFERENCES[2]!), 0.5114197530864197],
    ['METEOR, the worse text (NLTK, no synonyms)', meteor(TROOPS, REFERENCES[0]!), 0.3035391371738569],
    ['METEOR, the worse text again (NLTK, no synonyms)', meteor(TROOPS, REFERENCES[1]!), 0.21136363636363634],
    [
      'METEOR, repeated words (NLTK)',
      meteor(words('the the cat'), words('the cat the dogs')),
      0.38461538461538464,
    ],
    [
      'METEOR, stems only (NLTK)',
      meteor(words('jumping dogs run'), words('the dog jumped and runs')),
      0.3125,
    ],
    [
      'fuzzy match (rapidfuzz, fuzz.ratio)',
      fuzzyMatch('this is a test', 'this is a test!'),
      0.9655172413793104,
    ],
    [
      'fuzzy match, other order (rapidfuzz)',
      fuzzyMatch('fuzzy wuzzy was a bear', 'wuzzy fuzzy was a bear'),
      0.9090909090909091,
    ],
    ['cosine (by hand: 1 / (2 * 1))', cosine(words('a b c d'), words('a')), 0.5],
  ];
  for (const [name, value, published] of table) {
    it(name, () => assert.ok(Math.abs(value - published) < 6e-5, `${value} is not ${published}`));
  }

  it('stems (Porter 1980, the words of his paper)', () => {
    const stems: Record<string, string> = {
      caresses: 'caress',
      ponies: 'poni',
      cats: 'cat',
      feed: 'feed',
      agreed: 'agre',
      plastered: 'plaster',
      sing: 'sing',
      conflated: 'conflat',
      troubled: 'troubl',
      sized: 'size',
      hopping: 'hop',
      falling: 'fall',
      hissing: 'hiss',
      fizzed: 'fizz',
      filing: 'file',
      happy: 'happi',
      sky: 'sky',
      relational: 'relat',
      conditional: 'condit',
      valenci: 'valenc',
      digitizer: 'digit',
      conformabli: 'conform',
      differentli: 'differ',
      vietnamization: 'vietnam',
      operator: 'oper',
      decisiveness: 'decis',
      hopefulness: 'hope',
      sensibiliti: 'sensibl',
      triplicate: 'triplic',
      formative: 'form',
      electriciti: 'electr',
      goodness: 'good',
      revival: 'reviv',
      allowance: 'allow',
      airliner: 'airlin',
      gyroscopic: 'gyroscop',
      adjustable: 'adjust',
      defensible: 'defens',
      replacement: 'replac',
      adoption: 'adopt',
      communism: 'commun',
      angulariti: 'angular',
      bowdlerize: 'bowdler',
      probate: 'probat',
      rate: 'rate',
      cease: 'ceas',
      controll: 'control',
      roll: 'roll',
      generalizations: 'gener',
      oscillators: 'oscil',
    };
    assert.deepEqual(Object.fromEntries(Object.keys(stems).map(word => [word, porterStem(word)])), stems);
  });
});

describe('text similarity', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 60 });
  for (const metric of SIMILARITY_METRICS) {
    it(`${metric} is between 0 and 1 and highest for equal texts`, () => {
      fc.assert(
        fc.property(text, text, (left, right) => {
          const score = textSimilarity(metric, left, right);
          assert.ok(score >= 0 && score <= 1, String(score));
          assert.ok(textSimilarity(metric, right, right) >= score - 1e-9);
        }),
        runs(150),
      );
    });
  }
});
