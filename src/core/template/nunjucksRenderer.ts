import { type RenderResult, renderTemplate } from './dialect/render.ts';
import type { RenderOptions } from './dialect/run.ts';
import type { Renderer, RenderJob } from './renderer.ts';
import { templateLoader } from './templateFiles.ts';

/** Our own dialect as a renderer. The clock is handed in so that the limit of time holds. */
export function nunjucksRenderer(options: Pick<RenderOptions, 'now' | 'random'> = {}): Renderer {
  return { render: job => render(job, options) };
}

function render({ source, path, values, files, limits }: RenderJob, options: RenderOptions): RenderResult {
  const load = templateLoader(files ?? {});
  return renderTemplate(source, values, {
    ...options,
    ...(limits && { limits }),
    load: (name, from) => load(name, from ?? path),
  });
}
