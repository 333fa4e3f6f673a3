import { textOfContent } from './textOfContent.ts';
import { turnsInSight } from './branches.ts';
import { openingMessages } from './chatMessages.ts';
import type { Conversation, TurnAnswer } from './conversation.ts';

/** The turns in sight as a Markdown document. Texts stand in it as they are. */
export function conversationMarkdown(conversation: Conversation, title: string): string {
  const opening = openingMessages(conversation).map(
    message => `## ${message.role} (from the template)\n\n${textOfContent(message.content)}`,
  );
  const turns = turnsInSight(conversation).map(({ role, text, answer, edited }) => {
    const facts = [edited && 'edited', answer && answerLine(answer)].filter(Boolean).join(', ');
    const problem = answer?.problem ? `\n\n> ${answer.problem.message} ${answer.problem.remedy}` : '';
    return `## ${role}${facts === '' ? '' : ` (${facts})`}\n\n${text || '(empty)'}${problem}`;
  });
  return `${[`# ${title}`, ...opening, ...turns].join('\n\n')}\n`;
}

function answerLine({ model, state }: TurnAnswer): string {
  return [model, state === 'stopped' && 'stopped'].filter(Boolean).join(', ');
}
