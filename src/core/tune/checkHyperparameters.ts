import type { TrainingMethod } from '../provider/fineTuning.ts';
import { suggest } from '../util/suggest.ts';
import { METHOD_NAMES } from './methodNames.ts';
import type { TuneFinding } from './parseTune.ts';
import { at, type TuneCheck } from './tuneContext.ts';

/** Hyperparameters that only some methods have. */
const ONLY_FOR: Readonly<Record<string, TrainingMethod>> = {
  beta: 'dpo',
  reasoning_effort: 'reinforcement',
  compute_multiplier: 'reinforcement',
  eval_interval: 'reinforcement',
  eval_samples: 'reinforcement',
};

/** Whether each hyperparameter is one of this method on this connection. Bounds are those of the file's own type. */
export function checkHyperparameters(check: TuneCheck): TuneFinding[] {
  const { tune, connection, parsed } = check;
  const method = tune.method ?? 'supervised';
  const known = connection && check.capabilities(connection)?.hyperparameters;
  const findings: TuneFinding[] = [];
  const about = { rule: 'launch/hyperparameters', severity: 'error' } as const;
  for (const [name, value] of Object.entries(tune.hyperparameters ?? {})) {
    const path = ['hyperparameters', name];
    const range = parsed.keyRangeOf(path);
    const owner = Object.hasOwn(ONLY_FOR, name) ? ONLY_FOR[name] : undefined;
    if (owner !== undefined && owner !== method) {
      const message = `"${name}" belongs to ${METHOD_NAMES[owner]}, and this is ${METHOD_NAMES[method]}.`;
      findings.push({ ...about, message, remedy: 'Leave it out, or change the method.', range });
    } else if (known && !known.includes(name)) {
      const message = `${connection.name} has no hyperparameter "${name}".`;
      const possible = known.filter(one => (ONLY_FOR[one] ?? method) === method);
      findings.push({ ...about, message, remedy: suggest(name, possible), range });
    } else if (!['string', 'number', 'boolean'].includes(typeof value)) {
      const message = `"${name}" must be a number, a text or true or false.`;
      findings.push(at(check, path, { ...about, message, remedy: 'Write one of them.' }));
    }
  }
  if (tune.seed !== undefined && connection && check.capabilities(connection)?.seed === false) {
    const message = `${connection.name} takes no seed.`;
    findings.push(at(check, ['seed'], { ...about, message, remedy: 'Leave it out.' }));
  }
  return findings;
}
