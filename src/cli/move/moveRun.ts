import path from 'node:path';
import type { MoveDestination, MovePlan } from '../../core/move/movePlan.ts';
import { planMove } from '../../core/move/planMove.ts';
import { isTool, TOOLS } from '../../core/move/tools.ts';
import { capabilitiesOf } from '../../core/provider/capabilitiesOf.ts';
import { noTraining } from '../../core/provider/provider.ts';
import { dayOfTime } from '../../core/targets/models/modelInfo.ts';
import { connectionOf } from '../../core/tune/tuneContext.ts';
import { findComparisons } from '../../node/move/findComparisons.ts';
import { tryDataset } from '../../node/move/tryDataset.ts';
import { writeMove } from '../../node/move/writeMove.ts';
import { systemClock } from '../../node/systemClock.ts';
import { type Arguments, textOption, usageProblem } from '../arguments.ts';
import { chooseConnection } from '../connection/chooseConnection.ts';
import { EXIT, type Io } from '../io.ts';
import { neutral } from '../terminal/neutral.ts';
import { projectAbove } from '../spending/projectLedger.ts';
import { CliTunes } from '../tune/cliTunes.ts';
import { moveSource } from './moveSource.ts';
import { moveText } from './moveText.ts';

/** Runs `tunewright move` and returns the exit code. */
export async function runMove(given: Arguments, io: Io): Promise<number> {
  const [word, ...more] = given.words;
  if (word === undefined || more.length > 0) {
    throw usageProblem('One tune or job is moved.', 'Write tunewright move FILE --to CONNECTION.');
  }
  const tunes = await CliTunes.open(given, io);
  try {
    const source = await moveSource(word, tunes, io);
    const to = await destinationOf(given, io);
    const folder = path.dirname(source.file);
    const root = projectAbove(folder, io) ?? folder;
    const plan = await planMove(
      {
        ...{ ...source, to, model: textOption(given, 'model') },
        ...{ from: connectionOf(source.tune.connection, tunes.connections) },
        folder: path.relative(root, folder).split(path.sep).join('/'),
      },
      {
        today: dayOfTime(systemClock.now()),
        settingsOf: name => tunes.settingsOf(name),
        resolve: name => path.resolve(folder, name),
        tryDataset: trial => tryDataset(trial, io.signal),
        comparisons: () => findComparisons(root, io.signal),
      },
    );
    return await finish(plan, { given, io, folder, root });
  } finally {
    await tunes.close();
  }
}

async function destinationOf(given: Arguments, io: Io): Promise<MoveDestination> {
  const named = textOption(given, 'to');
  if (named === undefined) {
    throw usageProblem('It is not said where to.', `Add --to CONNECTION, or one of ${TOOLS.join(', ')}.`);
  }
  if (isTool(named)) return { kind: 'tool', tool: named };
  const connection = await chooseConnection(named, io);
  return { kind: 'connection', connection, capabilities: capabilitiesOf(connection) ?? noTraining };
}

interface Finish {
  given: Arguments;
  io: Io;
  folder: string;
  root: string;
}

async function finish(plan: MovePlan, { given, io, ...places }: Finish): Promise<number> {
  const asJson = textOption(given, 'output') === 'json';
  const isTrial = given.options.has('dry-run');
  const out = textOption(given, 'out');
  if (!asJson) await io.stdout.write(moveText(plan, io));
  const where = out === undefined ? {} : { out: path.resolve(io.cwd, out) };
  const written = isTrial ? [] : await writeMove({ plan, ...places, ...where }, io.signal);
  const shown = written.map(file => shownPath(file, io.cwd));
  if (asJson) await io.stdout.write(`${JSON.stringify({ plan, written: shown }, null, 2)}\n`);
  else if (isTrial) await io.stderr.write('Nothing is written yet. Leave out --dry-run to write it.\n');
  else for (const file of shown) await io.stdout.write(`${neutral(file)}\n`);
  return plan.datasets.some(({ after }) => after.error > 0) ? EXIT.findings : EXIT.clean;
}

/** Relative to the working directory as long as it lies inside. */
function shownPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  return relative.startsWith('..') ? file : relative;
}
