import type { ChatUsage } from '../../core/provider/chat.ts';
import type { Connection } from '../../core/provider/connection.ts';
import { dollars } from '../../core/view/connectionRows.ts';
import type { Io } from '../io.ts';
import { neutral } from '../terminal/neutral.ts';
import { styleFor, wantsColour } from '../terminal/style.ts';
import type { Asked } from '../../core/run/ask.ts';

/** One line for standard error: the model that really answered, where, what it used, cost and how long it took. */
export function answerSummary(
  { chat, ms, price }: Asked,
  asked: string,
  connection: Connection,
  io: Io,
): string {
  const style = styleFor(wantsColour(io.stderr, io.env));
  const { model = asked, usage } = chat;
  const parts = [
    neutral(model === asked ? model : `${model} for ${asked}`),
    neutral(connection.name),
    usage && usageText(usage),
    price !== undefined && price > 0 && dollars(Number(price.toPrecision(3))),
    ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`,
  ];
  const line = style.dim(parts.filter(Boolean).join(' · '));
  const isShort = chat.choices.some(({ finish }) => finish === 'length');
  return `${line}\n${isShort ? style.yellow('The answer reached its greatest length and ends early.\n') : ''}`;
}

function usageText({ promptTokens, completionTokens, cachedTokens, reasoningTokens }: ChatUsage): string {
  const parts = [
    promptTokens !== undefined &&
      `${promptTokens} tokens in${cachedTokens ? ` (${cachedTokens} cached)` : ''}`,
    completionTokens !== undefined &&
      `${completionTokens} out${reasoningTokens ? ` (${reasoningTokens} reasoning)` : ''}`,
  ];
  return parts.filter(Boolean).join(', ');
}
