import { type ParsedTemplate, parseTemplate } from './dialect/parse.ts';
import { type RenderResult, renderTemplate } from './dialect/render.ts';
import type { RenderOptions } from './dialect/run.ts';
import type { Renderer, RenderJob } from './renderer.ts';
import { templateLoader } from './templateFiles.ts';

/** As many texts as a prompt has: while one value changes, all of them are rendered again and again. */
const REMEMBERED = 50;

/** Our own dialect as a renderer. The clock is handed in so that the limit of time holds. */
export function nunjucksRenderer(options: Pick<RenderOptions, 'now' | 'random'> = {}): Renderer {
  const parsed = new Map<string, ParsedTemplate>();
  const parse = (source: string) => {
    const template = parsed.get(source) ?? parseTemplate(source);
    // The one that was used last stands last.
    parsed.delete(source);
    parsed.set(source, template);
    for (const oldest of parsed.keys()) {
      if (parsed.size <= REMEMBERED) break;
      parsed.delete(oldest);
    }
    return template;
  };
  return { render: job => render(parse(job.source), job, options) };
}

function render(
  template: ParsedTemplate,
  { path, values, files, limits }: RenderJob,
  options: RenderOptions,
): RenderResult {
  const load = templateLoader(files ?? {});
  return renderTemplate(template, values, {
    ...options,
    ...(limits && { limits }),
    load: (name, from) => load(name, from ?? path),
  });
}
