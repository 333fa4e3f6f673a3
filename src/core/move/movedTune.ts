import { applyEdits, type FormattingOptions, modify } from 'jsonc-parser';
import { readJson } from '../template/promptFile/jsonValue.ts';
import type { SettingsThere } from './mapToConnection.ts';

/** What a moved tune says otherwise than the old one. */
export interface TuneChanges extends Omit<SettingsThere, 'settings'> {
  connection: string;
  model: string;
  /** Relative to the new tune. */
  training: string;
  validation?: string;
}

/**
 * The text of a tune for another connection. Comments, order and all that stays the same are kept as they stand. What
 * has no twin there is left out.
 */
export function movedTuneText(text: string, changes: TuneChanges): string {
  const members: [key: string, value: unknown][] = [
    ['connection', changes.connection],
    // The rulebook is that of the new connection.
    ['target', undefined],
    ['model', changes.model],
    ['training', changes.training],
    ['validation', changes.validation],
    ['suffix', changes.suffix],
    ['seed', changes.seed],
    ['integrations', changes.integrations],
  ];
  let moved = text;
  for (const [key, value] of members) moved = withMember(moved, [key], value);
  return withHyperparameters(moved, changes.hyperparameters);
}

const FORMAT: FormattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };

function withMember(text: string, path: string[], value: unknown): string {
  return applyEdits(text, modify(text, path, value, { formattingOptions: FORMAT }));
}

/** Each is changed where it stands, so that comments between them stay. */
function withHyperparameters(text: string, wanted: SettingsThere['hyperparameters']): string {
  if (Object.keys(wanted).length === 0) return withMember(text, ['hyperparameters'], undefined);
  const given = hyperparametersIn(text);
  let moved = text;
  for (const name of given) {
    if (!Object.hasOwn(wanted, name)) moved = withMember(moved, ['hyperparameters', name], undefined);
  }
  for (const [name, value] of Object.entries(wanted)) {
    moved = withMember(moved, ['hyperparameters', name], value);
  }
  return moved;
}

function hyperparametersIn(text: string): string[] {
  const value = readJson(text);
  const found = typeof value === 'object' && value !== null ? (value as { hyperparameters?: unknown }) : {};
  return Object.keys(found.hyperparameters ?? {});
}
