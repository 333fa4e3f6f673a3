import { Environment, Interpreter, Template } from '@huggingface/jinja';
import { DEFAULT_LIMITS } from './dialect/limits.ts';
import type { RenderResult } from './dialect/render.ts';
import type { Renderer, RenderJob } from './renderer.ts';

/**
 * The renderer for models' own chat templates, by the engine that their publishers test with. It interprets, but it
 * has no limits of its own: it belongs in a worker that can be ended. It does not tell where text comes from.
 * @param today for templates that print the date
 */
export function chatTemplateRenderer(today: () => Date): Renderer {
  return { render: job => render(job, today) };
}

function render({ source, values, limits }: RenderJob, today: () => Date): RenderResult {
  const { items, textLength } = { ...DEFAULT_LIMITS, ...limits };
  const whole = { start: 0, end: source.length };
  const failed = (code: 'syntax' | 'wrong-type' | 'limit-output', message: string): RenderResult => ({
    text: '',
    spans: [],
    missing: [],
    error: { code, message, ...whole },
  });
  let template: Template;
  try {
    template = new Template(source);
  } catch (thrown) {
    return failed('syntax', messageOf(thrown));
  }
  try {
    const environment = new Environment();
    const globals = globalsOf(items, today);
    for (const [name, value] of Object.entries({ ...globals, ...values })) environment.set(name, value);
    const text = String(new Interpreter(environment).run(template.parsed).value);
    if (text.length > textLength) return failed('limit-output', 'The rendered text gets too long.');
    const span = { start: 0, end: text.length, kind: 'value', from: whole } as const;
    return { text, spans: text ? [span] : [], missing: [] };
  } catch (thrown) {
    return failed('wrong-type', messageOf(thrown));
  }
}

/** What the engine's own `render` defines, with a limit to lists and with the date handed in. */
function globalsOf(items: number, today: () => Date): Record<string, unknown> {
  return {
    true: true,
    false: false,
    none: null,
    True: true,
    False: false,
    None: null,
    range: limitedRange(items),
    strftime_now: (format: string) => formatDate(today(), format),
    raise_exception(message: unknown) {
      throw new Error(String(message));
    },
  };
}

function messageOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.split('\n')[0]!.slice(0, 300);
}

function limitedRange(items: number) {
  return (start: number, stop?: number, step = 1): number[] => {
    const [from, to] = stop === undefined || stop === null ? [0, start] : [start, stop];
    const count = Math.ceil((to - from) / step);
    if (!(count <= items)) throw new Error('The list gets too long.');
    return Array.from({ length: Math.max(0, count) }, (_, index) => from + index * step);
  };
}

/** The parts of Python's `strftime` that chat templates use. */
function formatDate(date: Date, format: string): string {
  const part = (options: Intl.DateTimeFormatOptions) => date.toLocaleDateString('en-US', options);
  const padded = (number: number) => String(number).padStart(2, '0');
  const parts: Record<string, () => string> = {
    Y: () => String(date.getFullYear()),
    y: () => padded(date.getFullYear() % 100),
    m: () => padded(date.getMonth() + 1),
    d: () => padded(date.getDate()),
    H: () => padded(date.getHours()),
    M: () => padded(date.getMinutes()),
    S: () => padded(date.getSeconds()),
    A: () => part({ weekday: 'long' }),
    a: () => part({ weekday: 'short' }),
    B: () => part({ month: 'long' }),
    b: () => part({ month: 'short' }),
    '%': () => '%',
  };
  return format.replace(/%-?([a-zA-Z%])/g, (whole, letter: string) => {
    const text = parts[letter]?.() ?? whole;
    return whole.startsWith('%-') ? text.replace(/^0(?=\d)/, '') : text;
  });
}
