import type { FormatId } from './format.ts';

/** Formats whose examples hold messages with roles and contents in OpenAI's shape. */
export const CHAT_LIKE: readonly FormatId[] = ['openai-sft', 'openai-dpo', 'openai-rft'];

/** Formats of messages in OpenAI's shape or nearly so: TRL's have arguments as objects. */
export const OPENAI_SHAPED: readonly FormatId[] = [
  ...CHAT_LIKE,
  'trl-preference',
  'trl-unpaired',
  'trl-conversational-pc',
  'trl-prompt-only',
  'axolotl-preference',
];

/** Formats whose examples are conversations, whatever they call speakers and contents. */
export const CONVERSATIONS: readonly FormatId[] = [
  ...OPENAI_SHAPED,
  'sharegpt',
  'llamafactory-preference',
  'gemini-sft',
  'gemini-preference',
  'bedrock-converse',
  'bedrock-dpo',
  'bedrock-claude',
  'cohere-chat',
];

/** Conversations of which every answer is learnt. */
export const TRAINED_CHATS: readonly FormatId[] = [
  'openai-sft',
  'sharegpt',
  'gemini-sft',
  'bedrock-converse',
  'bedrock-claude',
  'cohere-chat',
];

/** Formats of questions and of the answers that are to be given to them. */
export const ANSWERED: readonly FormatId[] = [...TRAINED_CHATS, 'alpaca', 'trl-conversational-pc'];

/** Formats whose structure is checked. */
export const STRUCTURED: readonly FormatId[] = [...CHAT_LIKE, 'prompt-completion'];

/** Formats of pairs of a better and a worse answer. */
export const PREFERENCES: readonly FormatId[] = [
  'openai-dpo',
  'trl-preference',
  'llamafactory-preference',
  'axolotl-preference',
  'gemini-preference',
  'bedrock-dpo',
];

/** Conversations whose roles the rules about any chat speak of. Gemini's have a rule of their own. */
export const ROLES_CHECKED: readonly FormatId[] = CONVERSATIONS.filter(id => !id.startsWith('gemini-'));

/** Conversations whose speakers take turns where a consumer wants it; in the others somebody may speak twice. */
export const ALTERNATING: readonly FormatId[] = CONVERSATIONS.filter(
  id => id !== 'openai-rft' && id !== 'trl-prompt-only',
);
