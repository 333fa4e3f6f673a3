import type { Feedback, JudgedAnswer } from './feedback.ts';

/** An answer that is worth learning, or a pair of a better and a worse one, with what says so. */
export interface Learnable {
  /** The feedback that it rests on; the first says what was asked. */
  feedback: readonly [Feedback, ...Feedback[]];
  good: string;
  /** Absent for supervised rows. */
  bad?: string;
  /** What made the answer that was judged: its template is rendered again. */
  answer?: JudgedAnswer;
}

/** Answers to learn from: the ideal one of a case where there is one, else those that were liked. */
export function likedAnswers(feedback: readonly Feedback[]): Learnable[] {
  return byCase(feedback).flatMap(said => {
    const [first] = said;
    const template = templateOf(said);
    const ideal = said.findLast(
      ({ kind, ideal: text }) => kind === 'ideal' && text !== undefined && text.trim() !== '',
    );
    if (ideal && first)
      return [{ feedback: [ideal], good: ideal.ideal!, ...(template && { answer: template }) }];
    const liked = said.filter(({ thumb, answer }) => thumb === 'up' && answer && answer.output.trim() !== '');
    const won = said.flatMap(one => {
      const winner = one.better === 'left' ? one.left : one.better === 'right' ? one.right : undefined;
      return winner && !isDisliked(winner.output, said) ? [{ one, winner }] : [];
    });
    const all = [...liked.map(one => ({ one, winner: one.answer! })), ...(liked.length > 0 ? [] : won)];
    return unique(
      all.map(({ one, winner }): Learnable => ({ feedback: [one], good: winner.output, answer: winner })),
    );
  });
}

/** Pairs to learn a preference from: choices, liked against disliked, ideal against disliked, on the same case. */
export function preferencePairs(feedback: readonly Feedback[]): Learnable[] {
  return byCase(feedback).flatMap(said => {
    const pairs: Learnable[] = [];
    for (const one of said) {
      const { better, left, right } = one;
      if (!left || !right || (better !== 'left' && better !== 'right')) continue;
      const [good, bad] = better === 'left' ? [left, right] : [right, left];
      pairs.push({ feedback: [one], good: good.output, bad: bad.output, answer: good });
    }
    const disliked = said.filter(({ thumb, answer }) => thumb === 'down' && answer);
    const better = said.flatMap(one => {
      if (one.kind === 'ideal' && one.ideal?.trim()) return [{ one, good: one.ideal }];
      return one.thumb === 'up' && one.answer ? [{ one, good: one.answer.output }] : [];
    });
    for (const { one, good } of better) {
      for (const worse of disliked) {
        pairs.push({ feedback: [one, worse], good, bad: worse.answer!.output, answer: worse.answer! });
      }
    }
    return unique(pairs.filter(({ good, bad }) => good.trim() !== (bad ?? '').trim() && good.trim() !== ''));
  });
}

/** Cases in the order in which they were first judged. */
function byCase(feedback: readonly Feedback[]): Feedback[][] {
  const cases = new Map<string, Feedback[]>();
  for (const one of feedback) {
    const said = cases.get(one.case);
    if (said) said.push(one);
    else cases.set(one.case, [one]);
  }
  return [...cases.values()];
}

function templateOf(said: readonly Feedback[]): JudgedAnswer | undefined {
  return said
    .flatMap(({ answer, left, right }) => [answer, left, right])
    .find(answer => answer?.template !== undefined);
}

function isDisliked(output: string, said: readonly Feedback[]): boolean {
  return said.some(({ thumb, answer }) => thumb === 'down' && answer?.output === output);
}

function unique(all: readonly Learnable[]): Learnable[] {
  const seen = new Set<string>();
  return all.filter(({ good, bad }) => {
    const key = JSON.stringify([good, bad]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
