import { countRequest } from '../core/tokens/countRequest.ts';
import { tokenizerFor } from '../core/tokens/tokenizer.ts';
import { cancelledProblem } from '../core/util/problem.ts';
import type { Handlers } from '../protocol/channel.ts';
import type { TokensContract } from '../protocol/tokens.ts';

/** Answers for the worker with the tokenizers. */
export function tokensHandlers(): Handlers<TokensContract> {
  return {
    async count({ model, request }, { signal }) {
      const tokenizer = await tokenizerFor(model);
      // While a tokenizer was loaded, somebody may have typed on.
      if (signal.aborted) throw cancelledProblem();
      const { encoding } = tokenizer;
      return { ...countRequest(request, tokenizer), ...(encoding !== undefined && { encoding }) };
    },
  };
}
