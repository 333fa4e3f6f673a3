import { isObject } from '../../jsonl/shape.ts';
import type { PromptFile, TemplateSlot } from '../promptFile/promptFile.ts';
import { parseTolerantly } from '../tolerantParse.ts';
import type { MessagePattern, Segment } from './promptPattern.ts';

/** The messages of a template as patterns, without the answer at its end. Broken templates have none. */
export function messagePatterns(file: PromptFile): MessagePattern[] {
  const sent = Array.isArray(file.request.messages) ? file.request.messages : [];
  const all = file.messages.map(({ role }, index): MessagePattern => {
    const segments = segmentsOf(file, index, sent[index]);
    return { role, ...(segments && { segments }) };
  });
  return all.at(-1)?.role === 'assistant' ? all.slice(0, -1) : all;
}

function segmentsOf(file: PromptFile, index: number, message: unknown): Segment[] | undefined {
  const slots = file.slots.filter(slot => slot.message === index);
  const [slot] = slots;
  if (!isObject(message) || !slot || slots.length !== 1 || slot.path.at(-1) !== 'content') return undefined;
  return slot.path.length === 3 ? segmentsOfSlot(slot) : undefined;
}

function segmentsOfSlot(slot: TemplateSlot): Segment[] | undefined {
  if (slot.dialect === 'text') return [slot.source];
  const { template, errors } = parseTolerantly(slot.source);
  if (errors.length > 0) return undefined;
  const segments: Segment[] = [];
  for (const statement of template.statements) {
    if (statement.kind === 'text') segments.push(statement.value);
    else if (statement.kind === 'output' && statement.value.kind === 'name') {
      segments.push({ variable: statement.value.name });
    } else return undefined;
  }
  return segments;
}

/** Texts that variables have when nobody gives them one. */
export function textDefaults({ inputs }: PromptFile): Record<string, string> {
  return Object.fromEntries(
    inputs.flatMap(({ name, default: value }) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
