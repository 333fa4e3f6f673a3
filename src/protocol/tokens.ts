import type { EncodingName } from '../core/tokens/encodings.ts';
import type { RequestTokens } from '../core/tokens/countRequest.ts';

/** What was counted, and with what. */
export interface CountedRequest extends RequestTokens {
  /** Absent when the model's tokenizer is not known, so that all is estimated. */
  encoding?: EncodingName;
}

/** What the worker with the tokenizers answers. Each is loaded when it is first needed, which takes half a second. */
export type TokensContract = {
  requests: {
    /** `model` is the one that will be asked; absent when nobody knows. */
    count: { params: { model?: string; request: Record<string, unknown> }; result: CountedRequest };
  };
  events: Record<string, never>;
};
