import type { RandomSource } from '../../util/seededRandom.ts';
import { copiedText } from './copying.ts';
import { withDecisions } from './features.ts';
import type { Program, ProgramValue } from './inventory.ts';
import type { EncodedPrompt } from './prompt.ts';
import { decisionHash, type Scorer } from './scorer.ts';
import { indexOfHighest, softmax } from './softmax.ts';
import { holeSeeds, type PlaceSigns } from './spanOptions.ts';
import { isEscaped } from './structure.ts';

/** How an answer is drawn. */
export interface Drawing {
  /** 0 always takes the best; 1 draws as the model believes; more is more random. */
  temperature: number;
  /** Only the likeliest options with this share of probability together are drawn from; 1 for all. */
  topP: number;
  random: RandomSource;
  /** Whether an answer may begin like this; every answer may when absent. */
  allows?: (beginning: string) => boolean;
}

/** Above this many values only those with similar prompts and the most frequent ones are considered. */
const MAX_CONSIDERED = 640;
/** The rest of the distribution is cut off: a small model is never sure enough to exclude nonsense. */
const MAX_DRAWN = 24;
/**
 * A large model's distribution is narrow after tuning, that of a small linear one stays wide. So that temperature 1
 * feels alike, scores are spread by this factor before they are drawn from.
 */
const SHARPNESS = 4;

/** Writes an answer to a prompt. Undefined when the model has nothing to say. */
export function writeAnswer(scorer: Scorer, prompt: EncodedPrompt, drawing: Drawing): Program | undefined {
  const skeleton = chooseSkeleton(scorer, prompt, drawing);
  if (skeleton === undefined) return undefined;
  const program: Program = { skeleton, values: [] };
  const decisions: number[] = [];
  for (const field of scorer.model.inventory.skeletons[skeleton]!.fields) {
    const value = writeValue(scorer, prompt, field, decisions, drawing);
    if (value === undefined) return undefined;
    program.values.push(value);
    decisions.push(decisionHash(program, value, scorer.options(field).seeds[value.value]));
  }
  return program;
}

function chooseSkeleton(scorer: Scorer, prompt: EncodedPrompt, drawing: Drawing): number | undefined {
  const { skeletons } = scorer.model.inventory;
  const allowed = [...skeletons.keys()].filter(
    index => drawing.allows?.(skeletons[index]!.parts[0]!) ?? true,
  );
  const scores = scorer.skeletonScores(prompt.features);
  return allowed[
    choose(
      Float64Array.from(allowed, index => scores[index]!),
      drawing,
    )
  ];
}

/** The text of an answer that was written or encoded. */
export function programText(scorer: Scorer, program: Program): string {
  if (program.skeleton < 0) return program.values[0]?.text ?? '';
  const { skeletons, fields } = scorer.model.inventory;
  const { parts } = skeletons[program.skeleton]!;
  let text = parts[0]!;
  program.values.forEach((value, index) => {
    const escaped = isEscaped(fields[value.field]!.name);
    text += escaped ? JSON.stringify(value.text).slice(1, -1) : value.text;
    text += parts[index + 1]!;
  });
  return text;
}

function writeValue(
  scorer: Scorer,
  prompt: EncodedPrompt,
  field: number,
  decisions: readonly number[],
  drawing: Drawing,
): ProgramValue | undefined {
  const features = withDecisions(prompt.features, decisions);
  const { name, values } = scorer.model.inventory.fields[field]!;
  const considered = scorer
    .options(field)
    .considered(prompt.cues, MAX_CONSIDERED)
    .filter(value => {
      const { parts, forms } = values[value]!.template;
      if (forms.length > 0 && prompt.source.words.length === 0) return false;
      return drawing.allows?.(parts[0]!) ?? true;
    });
  const choice = considered[choose(scorer.valueScores(field, considered, features), drawing)];
  if (choice === undefined) return undefined;
  const seed = scorer.options(field).seeds[choice]!;
  const { parts, forms } = values[choice]!.template;
  let text = parts[0]!;
  const holes = forms.map((form, hole) => {
    const span = chooseSpan(scorer, prompt, holeSeeds(seed, name, hole, parts[hole]!), drawing);
    text += span === undefined ? '' : copiedText(prompt.source, span, form);
    text += parts[hole + 1]!;
    return span === undefined ? [] : [span];
  });
  return { field, value: choice, text, holes };
}

function chooseSpan(scorer: Scorer, prompt: EncodedPrompt, seeds: [number, number], drawing: Drawing) {
  const starts = scorer.startPlaces(prompt);
  const first = choosePlace(scorer, starts, seeds, drawing);
  if (first === undefined) return undefined;
  const last = choosePlace(scorer, scorer.endPlaces(prompt, first), seeds, drawing);
  return last === undefined ? undefined : { first, last };
}

function choosePlace(scorer: Scorer, places: PlaceSigns, seeds: [number, number], drawing: Drawing) {
  return places.words[choose(scorer.placeScores(places, seeds), drawing)];
}

/** Index of the chosen score; -1 for none. */
function choose(scores: Float64Array, { temperature, topP, random }: Drawing): number {
  if (scores.length <= 1 || temperature <= 0) return indexOfHighest(scores);
  const ranked = [...scores.keys()].sort((left, right) => scores[right]! - scores[left]! || left - right);
  const kept = ranked.slice(0, MAX_DRAWN);
  const probabilities = softmax(kept.map(index => (scores[index]! * SHARPNESS) / temperature));
  let rest = random() * nucleusOf(probabilities, topP);
  for (const [place, probability] of probabilities.entries()) {
    rest -= probability;
    if (rest < 0) return kept[place]!;
  }
  return kept[0]!;
}

/** Probability of the fewest likeliest options that have `topP` together. */
function nucleusOf(probabilities: Float64Array, topP: number): number {
  let sum = 0;
  for (const probability of probabilities) {
    sum += probability;
    if (sum >= topP) break;
  }
  return sum;
}
