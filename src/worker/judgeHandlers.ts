import { type Judgeable, judgeComparison } from '../core/evaluate/compare/judgeComparison.ts';
import { addResult, emptyResults, type Results } from '../core/evaluate/results/readResults.ts';
import { loadTokenizer, type Tokenizer } from '../core/tokens/tokenizer.ts';
import { patternMatcher } from '../node/matchPattern.ts';
import type { Handlers } from '../protocol/channel.ts';
import type { JudgeContract } from '../protocol/judge.ts';

/** Answers for the worker that judges comparisons. */
export function judgeHandlers(): Handlers<JudgeContract> {
  const kept = new Map<string, { comparison: Judgeable; results: Results }>();
  const match = patternMatcher();
  let tokenizer: Tokenizer | undefined;
  return {
    async judge({ key, comparison, lines, known }) {
      if (comparison) kept.set(key, { comparison, results: emptyResults() });
      const one = kept.get(key);
      if (!one) return undefined;
      for (const line of lines) addResult(one.results, line);
      if (one.comparison.graders.some(({ grader }) => grader.type === 'length'))
        tokenizer ??= await loadTokenizer('o200k_base');
      const countTokens = (text: string) => tokenizer?.count(text) ?? 0;
      return judgeComparison(one.comparison, one.results, { match, countTokens }, known);
    },
    forget({ key }) {
      kept.delete(key);
      return undefined;
    },
  };
}
