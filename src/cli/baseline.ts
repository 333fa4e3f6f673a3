import { readFile } from 'node:fs/promises';
import { isObject, own } from '../core/jsonl/shape.ts';
import { Problem } from '../core/util/problem.ts';
import { fileProblem } from '../node/fileProblem.ts';
import { Fingerprints } from './formatters/fingerprints.ts';
import type { LocatedFinding } from './formatters/formatter.ts';
import { FINGERPRINT, uriOf } from './formatters/sarif.ts';

/** The findings of an earlier run, by which those of this run are known again. */
export class Baseline {
  readonly #known: ReadonlySet<string>;

  constructor(known: ReadonlySet<string>) {
    this.#known = known;
  }

  /** Reads what `--output sarif` wrote. Throws a `Problem` for any other file. */
  static async read(file: string): Promise<Baseline> {
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      throw fileProblem(error, file);
    }
    const known = knownIn(text);
    if (known) return new Baseline(known);
    throw new Problem({
      code: 'rejected',
      message: `${file} is no report in SARIF, so nobody knows which findings are old.`,
      remedy: `Write it with tunewright lint FILES --output sarif > ${file}.`,
    });
  }

  /** The findings of one file that were not there before. All must be given, in their order. */
  async newOnes(file: string, findings: AsyncIterable<LocatedFinding>): Promise<LocatedFinding[]> {
    const fingerprints = new Fingerprints();
    const uri = uriOf(file);
    const found: LocatedFinding[] = [];
    for await (const located of findings) {
      const key = keyOf(uri, fingerprints.of(located.finding, located.line));
      if (!this.#known.has(key)) found.push(located);
    }
    return found;
  }
}

function keyOf(uri: string, fingerprint: string): string {
  return `${uri}\n${fingerprint}`;
}

/** Undefined when the text is no SARIF. */
function knownIn(text: string): Set<string> | undefined {
  let log: unknown;
  try {
    log = JSON.parse(text);
  } catch {
    return undefined;
  }
  const runs = isObject(log) ? own(log, 'runs') : undefined;
  if (!Array.isArray(runs)) return undefined;
  const known = new Set<string>();
  for (const run of runs) {
    const results = isObject(run) ? own(run, 'results') : undefined;
    if (!Array.isArray(results)) continue;
    for (const result of results) {
      const uri = valueAt(result, ['locations', 0, 'physicalLocation', 'artifactLocation', 'uri']);
      const fingerprint = valueAt(result, ['partialFingerprints', FINGERPRINT]);
      if (typeof uri === 'string' && typeof fingerprint === 'string') known.add(keyOf(uri, fingerprint));
    }
  }
  return known;
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let at = value;
  for (const step of path) {
    if (typeof step === 'number') at = Array.isArray(at) ? at[step] : undefined;
    else at = isObject(at) ? own(at, step) : undefined;
  }
  return at;
}
