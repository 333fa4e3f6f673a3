import type { Asked } from './providerProblem.ts';
import { providerProblem } from './providerProblem.ts';

/**
 * Hyperparameters under a provider's own names. A name that the provider does not have is a problem and not silently
 * dropped: the job would train differently from what its file says. `auto` is left out, since it means the provider's
 * own choice everywhere but at OpenAI.
 */
export function renamed(
  given: Readonly<Record<string, string | number | boolean>> | undefined,
  names: Readonly<Record<string, string>>,
  asked: Asked,
): Record<string, string | number | boolean> {
  const result: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(given ?? {})) {
    if (value === 'auto') continue;
    if (!Object.hasOwn(names, name))
      throw unsupported(`the hyperparameter "${name}"`, asked, Object.keys(names));
    result[names[name]!] = value;
  }
  return result;
}

/** The refusal of something that this provider's API has no field for. */
export function unsupported(what: string, asked: Asked, known: readonly string[] = []) {
  const remedy =
    known.length > 0 ? `It knows ${known.join(', ')}.` : 'Leave it out, or choose another provider.';
  return providerProblem('no-such-call', `${asked.name} does not know ${what}.`, remedy, {
    details: { known },
  });
}
