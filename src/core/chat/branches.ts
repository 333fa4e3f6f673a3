import type { Conversation, Turn } from './conversation.ts';

type Tree = Pick<Conversation, 'turns' | 'chosen'>;

/** The turns in sight: from the first along the chosen continuations, the newest where nothing was chosen. */
export function turnsInSight({ turns, chosen }: Tree): Turn[] {
  const path: Turn[] = [];
  let parent: number | undefined;
  for (;;) {
    const continuations = turns.filter(turn => turn.parent === parent);
    const wanted = chosen[branchKey(parent)];
    const next = continuations.find(({ id }) => id === wanted) ?? continuations.at(-1);
    if (!next) return path;
    path.push(next);
    parent = next.id;
  }
}

/** The turn and the others that follow the same one, in their order. */
export function alternativesOf({ turns }: Pick<Tree, 'turns'>, { parent }: Turn): Turn[] {
  return turns.filter(turn => turn.parent === parent);
}

/** What was said up to a turn and with it, whichever branch it is on. */
export function turnsUpTo({ turns }: Pick<Tree, 'turns'>, last: number | undefined): Turn[] {
  const path: Turn[] = [];
  let id = last;
  while (id !== undefined) {
    const turn = turns.find(one => one.id === id);
    if (!turn) break;
    path.unshift(turn);
    id = turn.parent;
  }
  return path;
}

/** By what the chosen continuation of a turn is kept. */
export function branchKey(parent: number | undefined): string {
  return parent === undefined ? 'root' : String(parent);
}
