import { EngineFailure } from '../core/template/minijinja.ts';
import { runPromptJob } from '../core/template/promptFile/renderPrompt.ts';
import type { Dialect, Renderer } from '../core/template/renderer.ts';
import { Problem } from '../core/util/problem.ts';
import type { Handlers } from '../protocol/channel.ts';
import type { RenderContract } from '../protocol/render.ts';

/** Answers for the render worker. Everything that a template may read comes with the job: nothing here reads files. */
export function renderHandlers(
  rendererOf: (dialect: Dialect) => Promise<Renderer>,
): Handlers<RenderContract> {
  return {
    async render(job, { progress }) {
      const renderer = await rendererOf(job.dialect);
      progress('started');
      return guarded(() => renderer.render(job));
    },
    async renderPrompt(job, { progress }) {
      await Promise.all([...new Set(job.slots.map(slot => slot.dialect))].map(rendererOf));
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
