import { EngineFailure } from '../core/template/minijinja.ts';
import { runPromptJob } from '../core/template/promptFile/renderPrompt.ts';
import type { Dialect, Renderer, RenderJob } from '../core/template/renderer.ts';
import { Problem } from '../core/util/problem.ts';
import type { Handlers } from '../protocol/channel.ts';
import type { RenderContract } from '../protocol/render.ts';

/** Characters of template from which on a new thread gets some practice before its time counts. */
const LARGE = 50_000;

/** A bit of everything. */
const PRACTICE =
  '{{ a.b | upper }} text\n{% if a %}{{ c }}{% endif %}{% for i in list %}{{ i ~ "x" }}{% endfor %}\n';

/** Answers for the render worker. Everything that a template may read comes with the job: nothing here reads files. */
export function renderHandlers(
  rendererOf: (dialect: Dialect) => Promise<Renderer>,
): Handlers<RenderContract> {
  let practised = false;

  /**
   * Loads the engines. A thread that is new runs slowly until the engine of JavaScript has optimised what it runs:
   * were a large template ended for that, the next new thread would be as slow.
   */
  const prepare = async (jobs: readonly Pick<RenderJob, 'dialect' | 'source'>[]) => {
    await Promise.all([...new Set(jobs.map(job => job.dialect))].map(rendererOf));
    const length = jobs.reduce((sum, job) => sum + job.source.length, 0);
    if (practised || length < LARGE) return;
    practised = true;
    const renderer = await rendererOf('nunjucks');
    const values = { a: { b: 'b' }, c: 1, list: [1, 2, 3] };
    for (const times of [100, 200, 400]) {
      renderer.render({ dialect: 'nunjucks', source: PRACTICE.repeat(times), values });
    }
  };

  return {
    async render(job, { progress }) {
      await prepare([job]);
      progress('started');
      const renderer = await rendererOf(job.dialect);
      return guarded(() => renderer.render(job));
    },
    async renderPrompt(job, { progress }) {
      await prepare(job.slots);
      progress('started');
      return guarded(() => runPromptJob(job, rendererOf));
    },
  };
}

async function guarded<T>(render: () => T | Promise<T>): Promise<T> {
  try {
    return await render();
  } catch (thrown) {
    if (!(thrown instanceof EngineFailure)) throw thrown;
    throw new Problem({
      code: 'internal',
      message: 'The template engine failed.',
      remedy: 'Make the template or its values smaller, and try again.',
    });
  }
}
