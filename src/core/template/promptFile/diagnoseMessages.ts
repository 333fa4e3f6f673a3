import { nearestNames } from '../../provider/nearest.ts';
import type { PromptFinding } from './finding.ts';
import type { PromptFile } from './promptFile.ts';
import { ROLES } from './schema.ts';

/** What can be told of the messages as such: roles, order, emptiness. */
export function diagnoseMessages(file: PromptFile): PromptFinding[] {
  const { messages, request, syntaxProblems, text } = file;
  if (messages.length === 0) {
    // A broken file may well have messages that could not be read.
    if (syntaxProblems.length > 0) return [];
    const start = Math.max(0, text.search(/\S/));
    return [
      {
        code: 'no-messages',
        severity: 'error',
        message: Array.isArray(request.messages) ? 'There are no messages.' : 'The file has no messages.',
        remedy: 'Add "messages": [{ "role": "user", "content": "..." }].',
        start,
        end: Math.min(start + 1, text.length),
        fixes: [],
      },
    ];
  }
  return [...roleFindings(file), ...emptyMessages(file), ...assistantLast(file)];
}

function roleFindings({ messages }: PromptFile): PromptFinding[] {
  const findings: PromptFinding[] = [];
  for (const { role, rolePlace } of messages) {
    if (ROLES.some(each => each === role)) continue;
    if (role === '') {
      const message = 'The message does not say who speaks.';
      const remedy = 'Add "role": "user", "system" or "assistant".';
      findings.push({ code: 'missing-role', severity: 'error', message, remedy, ...rolePlace, fixes: [] });
      continue;
    }
    // A role may itself be a template.
    if (/\{\{|\{%/.test(role)) continue;
    const near = ALIASES.get(role.toLowerCase()) ?? nearestNames(role, ROLES, 1)[0];
    const edits = near === undefined ? [] : [{ ...rolePlace, newText: JSON.stringify(near) }];
    findings.push({
      code: 'unknown-role',
      severity: 'error',
      message: `There is no role ${role}.`,
      remedy: `Roles are ${ROLES.slice(0, 5).join(', ')}.`,
      ...rolePlace,
      fixes: near === undefined ? [] : [{ title: `Change to ${near}`, edits }],
    });
  }
  return findings;
}

/** What other formats call the roles. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['human', 'user'],
  ['ai', 'assistant'],
  ['bot', 'assistant'],
  ['gpt', 'assistant'],
  ['model', 'assistant'],
]);

function emptyMessages({ messages, slots }: PromptFile): PromptFinding[] {
  return messages.flatMap((message, index): PromptFinding[] => {
    const texts = slots.filter(slot => slot.message === index);
    if (message.hasOther || texts.some(slot => slot.source.trim() !== '')) return [];
    // A template file that is empty is marked where it is referred to.
    const place = texts[0]?.file === message.place.file && texts[0] ? texts[0].place : message.place;
    return [
      {
        code: 'empty-message',
        severity: 'warning',
        message: 'The message is empty.',
        remedy: 'Write something or delete the message.',
        ...place,
        fixes: [],
      },
    ];
  });
}

function assistantLast({ messages, slots }: PromptFile): PromptFinding[] {
  const last = messages.at(-1)!;
  if (last.role !== 'assistant') return [];
  // An answer with variables is what a template that makes a dataset ends with.
  const isAnswer = slots.some(slot => slot.message === messages.length - 1 && slot.source.includes('{{'));
  return [
    {
      code: 'assistant-last',
      severity: isAnswer ? 'info' : 'warning',
      message: 'The last message is the assistant’s, so there is nothing to answer.',
      remedy: isAnswer
        ? 'Make Dataset from Table takes it for the answer; add a user message to run the template.'
        : 'Add a user message, unless the model is to go on with this one.',
      ...last.rolePlace,
      fixes: [],
    },
  ];
}
