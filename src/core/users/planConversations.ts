import type { PlanItem } from '../run/plan.ts';
import { seededRandom } from '../util/seededRandom.ts';
import { textHash } from '../util/textHash.ts';
import type { Speaker, UsersFile } from './usersFile.ts';

/** A conversation that is to be had. */
export interface ConversationItem extends PlanItem {
  user: Speaker;
  responder: Speaker;
  persona?: string;
  topic?: string;
  /** Questions of the user. */
  turns: number;
}

/**
 * Draws who talks to whom. Each conversation has a seed of its own, so that more of them leave the first as they were.
 */
export async function planConversations(file: UsersFile): Promise<ConversationItem[]> {
  const { count, seed = 1 } = file;
  const items: ConversationItem[] = [];
  for (let index = 0; index < count; index++) {
    const random = seededRandom(Math.imul(seed, 0x9e3779b1) + Math.imul(index + 1, 0x85ebca6b));
    // The first numbers of neighbouring seeds are alike.
    for (let skip = 0; skip < 3; skip++) random();
    const responder = drawn(file.responders, random, ({ weight = 1 }) => weight);
    const persona = file.personas?.length ? drawn(file.personas, random) : undefined;
    const topic = file.topics?.length ? drawn(file.topics, random) : undefined;
    const { min, max } = file.turns;
    const turns = min + Math.floor(random() * (max - min + 1));
    const parts = { user: file.user, responder, turns, ...(persona && { persona }), ...(topic && { topic }) };
    const id = `conversation ${index + 1}`;
    items.push({ id, hash: await textHash(JSON.stringify([id, parts])), lane: laneOf(responder), ...parts });
  }
  return items;
}

/** Connections of which a conversation needs one or two. The answering one is the lane. */
export function laneOf({ connection = 'sandbox' }: Pick<Speaker, 'connection'>): string {
  return connection;
}

function drawn<T>(all: readonly T[], random: () => number, weightOf: (one: T) => number = () => 1): T {
  const total = all.reduce((sum, one) => sum + weightOf(one), 0);
  let at = random() * total;
  for (const one of all) {
    at -= weightOf(one);
    if (at < 0) return one;
  }
  return all.at(-1)!;
}
