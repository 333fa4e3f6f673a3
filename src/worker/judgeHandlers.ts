import { type Judgeable, judgeComparison } from '../core/evaluate/compare/judgeComparison.ts';
import type { Score } from '../core/evaluate/results/score.ts';
import { addResult, emptyResults, type Results } from '../core/evaluate/results/readResults.ts';
import { type ExaminedTraining, examineTraining, knownOf } from '../core/evaluate/training/loadTraining.ts';
import { WhySaid } from '../core/evaluate/training/whySaid.ts';
import { loadTokenizer, type Tokenizer } from '../core/tokens/tokenizer.ts';
import { patternMatcher } from '../node/matchPattern.ts';
import type { Handlers } from '../protocol/channel.ts';
import type { JudgeContract } from '../protocol/judge.ts';

interface KeptTraining {
  examined: ExaminedTraining;
  /** Made when somebody asks why. */
  why?: WhySaid;
}

/** Answers for the worker that judges comparisons. */
export function judgeHandlers(): Handlers<JudgeContract> {
  const kept = new Map<string, { comparison: Judgeable; results: Results; scores: Score[] }>();
  const files = new Map<string, Map<string, KeptTraining>>();
  const match = patternMatcher();
  let tokenizer: Tokenizer | undefined;
  return {
    async judge({ key, comparison, lines, known, training }) {
      if (comparison) kept.set(key, { comparison, results: emptyResults(), scores: [] });
      const one = kept.get(key);
      const read = new Map<string, ExaminedTraining>();
      for (const [variant, path] of training) {
        const file = files.get(key)?.get(path);
        if (!file) return undefined;
        read.set(variant, file.examined);
      }
      if (!one) return undefined;
      for (const line of lines) addResult(one.results, line);
      if (one.comparison.graders.some(({ grader }) => grader.type === 'length'))
        tokenizer ??= await loadTokenizer('o200k_base');
      const countTokens = (text: string) => tokenizer?.count(text) ?? 0;
      const tools = { match, countTokens };
      const judged = judgeComparison(one.comparison, one.results, tools, { ...known, ...knownOf(read) });
      one.scores = judged.scores;
      return { ...judged, scores: judged.scores.length };
    },
    scores: ({ key, from, count }) => kept.get(key)?.scores.slice(from, from + count),
    examine({ key, path, text, cases }) {
      const examined = examineTraining(text, cases);
      const own = files.get(key) ?? new Map<string, KeptTraining>();
      files.set(key, own.set(path, { examined }));
      return examined.leaks;
    },
    why({ key, path, one, output }) {
      const file = files.get(key)?.get(path);
      if (!file) return undefined;
      file.why ??= new WhySaid(file.examined.rows);
      return file.why.reasons(one, output);
    },
    forget({ key }) {
      kept.delete(key);
      files.delete(key);
      return undefined;
    },
  };
}
