import type { Tune } from '../../tune/tuneFile.ts';

/** What a trained adapter is called, as a folder and as the model that a server offers. */
export function outputName({ tune, stem }: { tune: Tune; stem: string }): string {
  return (tune.suffix ?? stem).replace(/[^\w.-]+/g, '-');
}

/** The connection that serves an adapter on one's own machine: the name of its kind, whatever the user calls it. */
export const OWN_SERVER = 'vllm';
