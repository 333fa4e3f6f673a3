import { type Losses, Refusal } from './loss.ts';
import type { Neutral } from './neutral.ts';
import { REFERENCE_KEY } from './write/openai.ts';
import { tellEarlierAnswers, type WriterKind } from './writer.ts';

/** Brings an example into the kind that a format holds: a pair becomes two judged answers, a judged answer a chat. */
export function shaped(neutral: Neutral, kind: WriterKind, losses: Losses): Neutral[] {
  if (kind === 'text') return [neutral];
  if (neutral.text !== undefined) throw new Refusal('no-speakers');
  if (kind === 'prompt') return [asPrompt(neutral, losses)];
  const whole = withReference(neutral);
  if (kind === 'pair') return [whole];
  if (kind === 'labelled') return labelled(whole, losses);
  if (whole.label === false) throw new Refusal('unwanted-answer');
  if (whole.rejected) losses.add('rejected-answer');
  return [without(whole, 'rejected', 'label')];
}

function asPrompt(neutral: Neutral, losses: Losses): Neutral {
  tellEarlierAnswers(neutral, losses);
  if (neutral.rejected) losses.add('rejected-answer');
  if (neutral.label === false) {
    losses.add('answer');
    return without(neutral, 'answer', 'rejected', 'label');
  }
  return without(neutral, 'rejected', 'label');
}

/** A reference for graders is the answer, where there is no other. */
function withReference(neutral: Neutral): Neutral {
  const { [REFERENCE_KEY]: reference, ...others } = neutral.others;
  if (neutral.answer || typeof reference !== 'string') return neutral;
  const path = [REFERENCE_KEY];
  return {
    ...neutral,
    others,
    answer: [{ speaker: 'assistant', path, pieces: [{ kind: 'text', text: reference, path }], unread: [] }],
  };
}

function labelled(neutral: Neutral, losses: Losses): Neutral[] {
  const { rejected, label } = neutral;
  if (!rejected) {
    if (label === undefined) losses.add('label');
    return [neutral];
  }
  losses.add('pairs');
  return [
    { ...without(neutral, 'rejected'), label: true },
    { ...without(neutral, 'rejected'), answer: rejected, label: false },
  ];
}

function without(neutral: Neutral, ...keys: (keyof Neutral)[]): Neutral {
  const rest = { ...neutral };
  for (const key of keys) delete rest[key];
  return rest;
}
