import { RULES } from '../lint/registry.ts';
import { COMPLETION_REMEDIES, VALUES_AS_TEXT } from './completion/registry.ts';
import { LEAVE_OUT } from './leaveOut.ts';

/** The ids of all remedies that a file may call for. */
export function allRemedyIds(): string[] {
  return [
    ...RULES.filter(rule => rule.fixable !== undefined).flatMap(({ id }) => [id, `${id}:unsafe`]),
    ...Object.values(LEAVE_OUT),
    VALUES_AS_TEXT,
    ...COMPLETION_REMEDIES.map(({ id }) => id),
  ];
}
