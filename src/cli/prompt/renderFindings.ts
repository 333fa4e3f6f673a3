import type { TemplateErrorCode } from '../../core/template/dialect/errors.ts';
import type { PromptFinding } from '../../core/template/promptFile/finding.ts';
import type { RenderedPrompt, RenderedSlot } from '../../core/template/promptFile/renderPrompt.ts';

/** What went wrong only when the texts were rendered, at its place in the file that holds the template. */
export function renderFindings({ slots }: RenderedPrompt): PromptFinding[] {
  return slots.flatMap(slot => (slot.error ? [findingOf(slot, slot.error)] : []));
}

function findingOf({ slot }: RenderedSlot, error: NonNullable<RenderedSlot['error']>): PromptFinding {
  const { code, message, start, end, template } = error;
  const place =
    template === undefined
      ? { ...slot.map.rangeToFile({ start, end }), ...(slot.file !== undefined && { file: slot.file }) }
      : { start, end, file: template };
  return { code, severity: 'error', message, remedy: remedyFor(code), ...place, fixes: [] };
}

function remedyFor(code: TemplateErrorCode): string {
  if (code.startsWith('limit-')) return 'Make the template or its values smaller.';
  return code === 'wrong-type'
    ? 'Give a value of another type, or change the template.'
    : 'Correct the template.';
}
