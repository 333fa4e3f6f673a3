import type { FormatId } from './format.ts';

/** Formats whose examples hold messages with roles and contents in OpenAI's shape. */
export const CHAT_LIKE: readonly FormatId[] = ['openai-sft', 'openai-dpo', 'openai-rft'];

/** Formats whose structure is checked. */
export const STRUCTURED: readonly FormatId[] = [...CHAT_LIKE, 'prompt-completion'];
