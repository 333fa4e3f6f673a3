import type { RenderResult } from '../core/template/dialect/render.ts';
import type { PromptJob } from '../core/template/promptFile/renderPrompt.ts';
import type { RenderJob } from '../core/template/renderer.ts';

/** What the render worker answers. It renders one job at a time and cannot be interrupted: it is ended instead. */
export type RenderContract = {
  requests: {
    render: { params: RenderJob; result: RenderResult; progress: RenderProgress };
    /** One result per text of the prompt. */
    renderPrompt: { params: PromptJob; result: RenderResult[]; progress: RenderProgress };
  };
  events: Record<string, never>;
};

/** Told when the engines are loaded and rendering begins: from then on the time counts. */
export type RenderProgress = 'started';
