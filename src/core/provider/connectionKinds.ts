/** The kinds of endpoint that Tunewright can speak to. */
export const connectionKinds = [
  'openai',
  'azure',
  'nebius',
  'together',
  'fireworks',
  'localai',
  'openai-compatible',
  'ollama',
  'lmstudio',
  'vllm',
  'llamacpp',
  'vscode-lm',
  'sandbox',
] as const;

export type ConnectionKind = (typeof connectionKinds)[number];

/** What is known of a kind before anybody has set up a connection of it. */
export interface ConnectionKindInfo {
  title: string;
  /** Where such a service lives by default; absent when the user must say. */
  baseUrl?: string;
  /** The path that is appended when the user gives a bare host; absent when a bare host is taken as it is. */
  defaultPath?: string;
  key: 'required' | 'optional' | 'none';
  /** The environment variable that such a key is usually kept in; absent when there is no custom. */
  keyVariable?: string;
  /** The header that carries the key: `bearer` is `Authorization: Bearer`, `api-key` is Azure's own. */
  keyHeader: 'bearer' | 'api-key';
  /** Whether it is a server on the user's own machine that *Find local servers* may probe. */
  local: boolean;
  /** Whether it accepts `stream_options.include_usage`; where unknown, we do not ask. */
  streamUsage: boolean;
}

const remote = {
  defaultPath: '/v1',
  key: 'required',
  keyHeader: 'bearer',
  local: false,
  streamUsage: true,
} as const;
const local = {
  defaultPath: '/v1',
  key: 'optional',
  keyHeader: 'bearer',
  local: true,
  streamUsage: true,
} as const;

export const connectionKindInfo: Readonly<Record<ConnectionKind, ConnectionKindInfo>> = {
  openai: { ...remote, title: 'OpenAI', baseUrl: 'https://api.openai.com/v1', keyVariable: 'OPENAI_API_KEY' },
  azure: {
    ...remote,
    title: 'Azure OpenAI',
    defaultPath: '/openai/v1',
    keyHeader: 'api-key',
    keyVariable: 'AZURE_OPENAI_API_KEY',
  },
  nebius: {
    ...remote,
    title: 'Nebius Token Factory',
    baseUrl: 'https://api.tokenfactory.nebius.com/v1',
    keyVariable: 'NEBIUS_API_KEY',
  },
  together: {
    ...remote,
    title: 'Together AI',
    baseUrl: 'https://api.together.ai/v1',
    keyVariable: 'TOGETHER_API_KEY',
  },
  fireworks: {
    ...remote,
    title: 'Fireworks AI',
    baseUrl: 'https://api.fireworks.ai/inference/v1',
    defaultPath: '/inference/v1',
    keyVariable: 'FIREWORKS_API_KEY',
  },
  localai: { ...local, title: 'LocalAI', baseUrl: 'http://localhost:8080/v1' },
  'openai-compatible': {
    title: 'OpenAI-compatible',
    key: 'optional',
    keyHeader: 'bearer',
    local: false,
    streamUsage: false,
  },
  ollama: { ...local, title: 'Ollama', baseUrl: 'http://localhost:11434/v1' },
  lmstudio: { ...local, title: 'LM Studio', baseUrl: 'http://localhost:1234/v1' },
  vllm: { ...local, title: 'vLLM', baseUrl: 'http://localhost:8000/v1' },
  llamacpp: { ...local, title: 'llama.cpp', baseUrl: 'http://localhost:8080/v1' },
  'vscode-lm': {
    title: 'VS Code language models',
    key: 'none',
    keyHeader: 'bearer',
    local: false,
    streamUsage: false,
  },
  sandbox: {
    title: 'Sandbox',
    baseUrl: 'http://sandbox.invalid/v1',
    key: 'none',
    keyHeader: 'bearer',
    local: false,
    streamUsage: true,
  },
};

export function isConnectionKind(value: unknown): value is ConnectionKind {
  return connectionKinds.includes(value as ConnectionKind);
}

/** Whether it is the user's own machine or service that answers, so that nobody is paid for an answer. */
export function runsHere(kind: string): boolean {
  return isConnectionKind(kind) && (kind === 'sandbox' || connectionKindInfo[kind].local);
}
