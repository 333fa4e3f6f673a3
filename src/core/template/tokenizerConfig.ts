import type { RenderJob } from './renderer.ts';

/** What a model's `tokenizer_config.json` says of its chat template. */
export interface TokenizerConfig {
  /** The templates by name; a single one is called `default`. Empty when the file holds none. */
  templates: Record<string, string>;
  /** Texts of the special tokens that templates print: `bos_token`, `eos_token` and so on. */
  tokens: Record<string, string>;
}

/** Reads the text of a `tokenizer_config.json`; undefined when it is no JSON object. */
export function readTokenizerConfig(text: string): TokenizerConfig | undefined {
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return undefined;
  const result: TokenizerConfig = { templates: {}, tokens: {} };
  for (const [name, value] of Object.entries(config)) {
    if (name === 'chat_template') result.templates = readTemplates(value);
    else if (name.endsWith('_token')) {
      const token =
        typeof value === 'object' && value !== null ? (value as { content?: unknown }).content : value;
      if (typeof token === 'string') result.tokens[name] = token;
    }
  }
  return result;
}

/**
 * The job that shows a request as its model sees it: the text that the model's own template makes of the messages.
 * Undefined when the configuration holds no template.
 */
export function chatTemplateJob(
  { templates, tokens }: TokenizerConfig,
  request: Readonly<Record<string, unknown>>,
): RenderJob | undefined {
  const { messages, tools } = request;
  const name = Array.isArray(tools) && Object.hasOwn(templates, 'tool_use') ? 'tool_use' : 'default';
  const source = templates[name] ?? Object.values(templates)[0];
  if (source === undefined) return undefined;
  const values = { ...tokens, messages, ...(Array.isArray(tools) && { tools }), add_generation_prompt: true };
  return { dialect: 'chat-template', source, values };
}

function readTemplates(value: unknown): Record<string, string> {
  if (typeof value === 'string') return { default: value };
  if (!Array.isArray(value)) return {};
  const named = value.filter(
    (each): each is { name: string; template: string } =>
      typeof each?.name === 'string' && typeof each?.template === 'string',
  );
  return Object.fromEntries(named.map(({ name, template }) => [name, template]));
}
