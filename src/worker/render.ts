import { createRenderers } from '../core/template/renderers.ts';
import { Channel } from '../protocol/channel.ts';
import type { NoContract } from '../protocol/lint.ts';
import type { RenderContract } from '../protocol/render.ts';
import { parentThread } from './port.ts';
import { renderHandlers } from './renderHandlers.ts';

/** The build puts the bytes of the file into a module. */
async function readWasm(): Promise<Uint8Array<ArrayBuffer>> {
  const module: unknown = await import('minijinja-js/dist/web/minijinja_js_bg.wasm');
  return (module as { default: Uint8Array<ArrayBuffer> }).default;
}

const rendererOf = createRenderers({
  now: () => performance.now(),
  today: () => new Date(),
  readWasm,
});

new Channel<RenderContract, NoContract>(parentThread(), renderHandlers(rendererOf));
