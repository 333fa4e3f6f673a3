import type { Turn } from '../formats/conversation.ts';
import type { Losses } from './loss.ts';
import { textOnly } from './pieces.ts';

/** Takes system texts out of a conversation, for formats that keep one beside it or before it. */
export function systemFirst(
  turns: readonly Turn[],
  losses: Losses,
): { system: string | undefined; rest: Turn[] } {
  const systems = turns.filter(({ speaker }) => speaker === 'system');
  const rest = turns.filter(({ speaker }) => speaker !== 'system');
  if (systems.length === 0) return { system: undefined, rest };
  if (systems.length > 1 || turns[0]?.speaker !== 'system') losses.add('system-position');
  return { system: systems.map(turn => textOnly(turn, losses)).join('\n\n'), rest };
}
