import { chatCost } from '../provider/chatCost.ts';
import type { ModelPrice } from '../provider/provider.ts';
import { dollars } from './connectionRows.ts';

/** What is known of a rendered prompt beside its texts: counted and rendered after them, so that those never wait. */
export interface PreviewFacts {
  /** Number of the rendering that was looked at. */
  sequence: number;
  tokens?: PreviewTokens;
  asModel?: ModelView;
}

export interface PreviewTokens {
  /** Of each message. */
  messages: number[];
  /** False for estimates. */
  exact: boolean;
  /** Of the whole request, its price and the room that is left, in words. */
  summary: string;
  /** Why the request does not fit; absent when it does, or when nobody knows. */
  over?: string;
}

/** A request as the model's own template writes it. */
export interface ModelView {
  /** Path of the `tokenizer_config.json`. */
  file: string;
  text: string;
  /** Why there is no text; absent when there is. */
  fault?: string;
}

/** What is known of the model that a prompt would be sent to. */
export interface ExpectedModel {
  /** Absent when nobody has chosen one. */
  id?: string;
  price?: ModelPrice;
  /** When the price was last looked up, YYYY-MM-DD; absent when the server tells it. */
  priceDate?: string;
  contextTokens?: number;
}

/** Tokens of a request in words. */
export function previewTokens(
  counted: { messages: number[]; total: number; exact: boolean; encoding?: string },
  { id, price, priceDate, contextTokens }: ExpectedModel,
  limit: number | undefined,
): PreviewTokens {
  const { messages, total, exact, encoding } = counted;
  const number = (value: number) => value.toLocaleString('en');
  const of = contextTokens === undefined ? '' : ` of ${number(contextTokens)}`;
  const how = exact
    ? `${encoding}, exact`
    : encoding === undefined
      ? `estimate: ${id === undefined ? 'no model is chosen' : `the tokenizer of ${id} is not known`}`
      : `${encoding}, about`;
  const parts = [
    `${exact ? '' : '≈ '}${number(total)} tokens${of} (${how})`,
    priceText(total, price, priceDate, limit),
  ];
  const isOver = contextTokens !== undefined && total > contextTokens;
  return {
    messages,
    exact,
    summary: parts.join(' · '),
    ...(isOver && {
      over: `The request has ${exact ? '' : 'about '}${number(total)} tokens, and ${id} reads ${number(contextTokens)}.`,
    }),
  };
}

/** The price of a prompt, and of the longest answer where there is a limit to it. */
function priceText(
  total: number,
  price: ModelPrice | undefined,
  date: string | undefined,
  limit: number | undefined,
): string {
  const prompt = price && chatCost({ promptTokens: total, completionTokens: 0 }, price);
  if (!price || prompt === undefined) return 'price unknown';
  const most = chatCost({ promptTokens: total, completionTokens: limit ?? 0 }, price) ?? prompt;
  if (most === 0 && prompt === 0 && price.input === 0) return 'free';
  const short = (amount: number) => dollars(Number(amount.toPrecision(2)));
  const answer = limit === undefined ? ' without the answer' : `, with the longest answer ${short(most)}`;
  return `${short(prompt)}${answer}${date === undefined ? '' : ` (prices of ${date})`}`;
}
