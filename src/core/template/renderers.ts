import { chatTemplateRenderer } from './chatTemplate.ts';
import { minijinjaRenderer } from './minijinja.ts';
import { nunjucksRenderer } from './nunjucksRenderer.ts';
import type { Dialect, Renderer } from './renderer.ts';

/** What the renderers need of the outside. */
export interface RendererHost {
  /** Milliseconds, for the limit of time. */
  now: () => number;
  today: () => Date;
  /** The code of MiniJinja, read when it is first needed. */
  readWasm: () => Promise<BufferSource>;
}

/** The renderers, each made ready at its first use. */
export function createRenderers(host: RendererHost): (dialect: Dialect) => Promise<Renderer> {
  const ready = new Map<Dialect, Promise<Renderer>>();
  const make: Record<Dialect, () => Promise<Renderer>> = {
    nunjucks: async () => nunjucksRenderer({ now: host.now }),
    minijinja: async () => minijinjaRenderer(await host.readWasm()),
    'chat-template': async () => chatTemplateRenderer(host.today),
  };
  return dialect => {
    const renderer = ready.get(dialect) ?? make[dialect]();
    ready.set(dialect, renderer);
    return renderer;
  };
}
