import { wholeChat } from '../neutral.ts';
import { textOnly, withoutTools } from '../pieces.ts';
import { answerOf, beside, tellNames, tellWeights, type Writer } from '../writer.ts';

const ROLES = { system: 'System', user: 'User', assistant: 'Chatbot' } as const;

/** Source: FORMATS a.17. The service has ended; the format is written for who keeps old data in step. */
export const cohereChatWriter: Writer = {
  format: 'cohere-chat',
  kind: 'chat',
  write(neutral, losses) {
    answerOf(neutral);
    const turns = withoutTools(wholeChat(neutral), losses);
    tellWeights(turns, losses);
    tellNames(turns, losses);
    beside(neutral, losses, {});
    return {
      messages: turns.map(turn => ({
        role: ROLES[turn.speaker as keyof typeof ROLES],
        content: textOnly(turn, losses),
      })),
    };
  },
};
