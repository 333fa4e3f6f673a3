import { completionPrefix } from './completionPrefix.ts';
import { emptyCompletions } from './emptyCompletions.ts';
import { leadingSpace } from './leadingSpace.ts';
import { longExamples } from './longExamples.ts';
import { lowerCaseCompletions, lowerCasePrompts } from './lowerCase.ts';
import { promptPrefix } from './promptPrefix.ts';
import type { CompletionRemedy } from './remedy.ts';
import { separator } from './separator.ts';
import { stopSequence } from './stopSequence.ts';

/** Id of the remedy that makes text of prompts and completions that are numbers, true, false or null. */
export const VALUES_AS_TEXT = 'completion/values-as-text';

/** In the order in which the legacy tool applies them: what is added does not disturb what was judged. */
export const COMPLETION_REMEDIES: readonly CompletionRemedy[] = [
  emptyCompletions,
  longExamples,
  lowerCasePrompts,
  lowerCaseCompletions,
  separator,
  promptPrefix,
  completionPrefix,
  stopSequence,
  leadingSpace,
];
