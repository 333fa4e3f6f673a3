import type { OptionSpec } from '../command.ts';

/** The option of every command that speaks to a server. */
export const CONNECTION_OPTION: OptionSpec = {
  name: 'connection',
  short: 'c',
  value: 'C',
  description:
    'The sandbox when left out; a kind at its usual address, such as openai, together, nebius, fireworks, ollama, lmstudio, vllm, llamacpp or localai; or the id or name of one in ~/.tunewright/connections.json.',
};
