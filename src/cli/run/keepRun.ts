import path from 'node:path';
import type { Connection } from '../../core/provider/connection.ts';
import type { RunResult } from '../../core/run/runResult.ts';
import type { RunSelection } from '../../core/run/runRecord.ts';
import { templateHash } from '../../core/run/templateHash.ts';
import { toProblemData } from '../../core/util/problem.ts';
import { RunsFile } from '../../node/runsFile.ts';
import type { Io } from '../io.ts';
import type { OpenPrompt } from '../prompt/openPrompt.ts';
import { projectAbove } from '../spending/projectLedger.ts';
import { tell } from '../tell.ts';

/** What is told of a run beside its prompt and connection. */
export interface ToldRun extends RunResult {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  variables: Readonly<Record<string, unknown>>;
  series: string | undefined;
  /** Their paths are as the user would write them. */
  selections: readonly RunSelection[];
}

/**
 * Adds a run to the history of the prompt that was run, where the editor keeps it too. Outside of projects nothing is
 * kept. An answer that is there is not lost over a history that cannot be written.
 * @param prompts the one that was run, and the one that it chose, or itself
 */
export async function keepRun(
  { first, ran }: { first: OpenPrompt; ran: OpenPrompt },
  { id, name }: Connection,
  { series, selections, variables, ...told }: ToldRun,
  io: Io,
): Promise<void> {
  const project = projectAbove(first.root, io);
  if (project === undefined) return;
  const inProject = (file: string) => path.relative(project, file).replaceAll(path.sep, '/');
  const pathOf = ({ root, file, template }: OpenPrompt) => inProject(path.join(root, template ?? file.path));
  const steps = selections.map(one => ({ ...one, file: inProject(path.resolve(io.cwd, one.file)) }));
  try {
    await new RunsFile(project, pathOf(first)).append({
      ...told,
      variables: { ...variables },
      template: { path: pathOf(ran), hash: await templateHash(ran.file) },
      connection: { id, name },
      ...(series !== undefined && { series }),
      ...(steps.length > 0 && { selections: steps }),
    });
  } catch (error) {
    await tell(io, toProblemData(error));
  }
}
