import { isObject } from '../../jsonl/shape.ts';
import type { ChatMessage } from '../../provider/chat.ts';
import { fillGraderTemplate, type GraderContext } from '../graders/graderTemplate.ts';
import type { Grader, GraderOf } from '../graders/graderType.ts';
import type { Cell } from '../results/cell.ts';
import type { OpenGrader } from './openComparison.ts';

/** A grader that asks a model in OpenAI's way. */
export type ModelGrader = GraderOf<'score_model' | 'label_model'>;

/** Names a question. `part` is the judge's number, or the name of a part of a `multi`; `order` the sides of a pair. */
export function judgeId(
  grader: string,
  part: string,
  { case: id, variant, repetition }: Pick<Cell, 'case' | 'variant' | 'repetition'>,
  other?: string,
): string {
  return JSON.stringify([grader, part, id, variant, repetition, ...(other === undefined ? [] : [other])]);
}

/** The judges of a grader. Without a list there is one: its model, else its template's. */
export function judgesOf(grader: GraderOf<'judge' | 'pairwise'>): { model?: string; connection?: string }[] {
  const { judges, model, connection } = grader;
  const one = { ...(model !== undefined && { model }), ...(connection !== undefined && { connection }) };
  return (
    judges?.map(judge => ({
      model: judge.model,
      ...(judge.connection !== undefined && { connection: judge.connection }),
    })) ?? [one]
  );
}

/** The parts of a grader that ask a model in OpenAI's way, by their names. */
export function modelParts(grader: Grader): [string, ModelGrader][] {
  if (grader.type === 'score_model' || grader.type === 'label_model') return [['', grader]];
  if (grader.type !== 'multi') return [];
  return Object.entries(grader.graders).flatMap(([name, part]) =>
    part.type === 'score_model' || part.type === 'label_model' ? [[name, part] as [string, ModelGrader]] : [],
  );
}

/** What the model graders have to ask about the answers to one case, by the names of their questions. */
export function judgeQuestions({ grader, name }: OpenGrader, usable: readonly Cell[]): JudgeQuestion[] {
  if (grader.type === 'pairwise') {
    const turned = pairsOf(usable).flatMap(([left, right]) => [
      [left, right] as const,
      [right, left] as const,
    ]);
    return judgesOf(grader).flatMap((_, number) =>
      turned.map(([left, right]) => ({
        ...{ id: judgeId(name, `${number}`, left, right.variant), part: `${number}` },
        cells: [left, right],
      })),
    );
  }
  const parts =
    grader.type === 'judge'
      ? judgesOf(grader).map((_, number) => `${number}`)
      : modelParts(grader).map(([part]) => part);
  return parts.flatMap(part => usable.map(cell => ({ id: judgeId(name, part, cell), part, cells: [cell] })));
}

export interface JudgeQuestion {
  id: string;
  part: string;
  /** The answer that is judged, or both of a pair in the order in which they are shown. */
  cells: readonly Cell[];
}

/** Pairs of answers to the same case at the same repetition, each once. */
export function pairsOf(cells: readonly Cell[]): [Cell, Cell][] {
  return cells.flatMap((left, index) =>
    cells
      .slice(index + 1)
      .filter(right => right.repetition === left.repetition && right.variant !== left.variant)
      .map((right): [Cell, Cell] => [left, right]),
  );
}

/** What OpenAI's model graders are asked. Throws `UnknownVariable`. */
export function modelMessages(grader: ModelGrader, context: GraderContext): ChatMessage[] {
  return grader.input.map(({ type: _, ...message }) => ({
    ...message,
    content: fillGraderTemplate(textOfInput(message.content), context),
  }));
}

/** OpenAI's messages hold a text, a part like `{ "type": "input_text", "text": ... }`, or a list of parts. */
function textOfInput(content: unknown): string {
  if (typeof content === 'string') return content;
  if (Array.isArray(content)) return content.map(textOfInput).join('');
  const text = isObject(content) ? content.text : undefined;
  return typeof text === 'string' ? text : '';
}
