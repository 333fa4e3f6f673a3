import type { Tune } from '../../tune/tuneFile.ts';
import { Problem } from '../../util/problem.ts';

type Grader = NonNullable<Tune['grader']>;

/**
 * The grader of a tune as a Python function `grade(sample, item)` that returns a number. Throws a `Problem` for graders
 * that ask a model or that only their provider has.
 */
export function rewardOf(grader: Grader | undefined): string {
  if (grader?.type === 'python' && typeof grader.source === 'string') return grader.source;
  if (grader?.type === 'string_check') {
    const operation = COMPARISONS[String(grader.operation)];
    if (operation !== undefined) return stringCheck(grader, operation);
  }
  throw new Problem({
    code: 'not-supported',
    message: grader
      ? `A grader of the type "${grader.type}" cannot be taken to a trainer of your own.`
      : 'The tune has no grader, and reinforcement needs one.',
    remedy: 'Write it as a grader of the type python or string_check; those are taken along.',
  });
}

/** Source: OpenAI's graders guide: `like` finds the reference in the input, `ilike` does so whatever the case. */
const COMPARISONS: Readonly<Record<string, string>> = {
  eq: 'given == wanted',
  ne: 'given != wanted',
  like: 'wanted in given',
  ilike: 'wanted.lower() in given.lower()',
};

function stringCheck({ input, reference }: Grader, comparison: string): string {
  return `INPUT = ${pythonText(input)}
REFERENCE = ${pythonText(reference)}


def fill(template, sample, item):
    """Puts values for {{item.KEY}} and {{sample.KEY}}."""

    def value(match):
        found = {"item": item, "sample": sample}
        for part in match.group(1).split("."):
            found = found[part] if isinstance(found, dict) else getattr(found, part)
        return found if isinstance(found, str) else json.dumps(found)

    return re.sub(r"\\{\\{\\s*((?:item|sample)(?:\\.[\\w-]+)+)\\s*\\}\\}", value, template)


def grade(sample, item):
    given = fill(INPUT, sample, item)
    wanted = fill(REFERENCE, sample, item)
    return 1.0 if ${comparison} else 0.0
`;
}

/** A text as Python writes it: what JSON escapes, Python reads alike. */
export function pythonText(value: unknown): string {
  return JSON.stringify(typeof value === 'string' ? value : '');
}
