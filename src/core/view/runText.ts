import { isObject } from '../jsonl/shape.ts';
import type { RunRecord } from '../run/runRecord.ts';
import { runFacts } from './runView.ts';

/** A run as one text in which two runs can be compared line by line: what differs in it differs in the runs. */
export function runText(run: RunRecord): string {
  const { messages, ...parameters } = run.request;
  const list = Array.isArray(messages) ? messages : [];
  return [
    section('Run', runFacts(run, run.connection.name).join('\n')),
    section('Values', JSON.stringify(run.variables, null, 2)),
    ...(run.selections ?? []).map(({ file, choice = 'nothing' }) => section(`Chosen by ${file}`, choice)),
    section('Parameters', JSON.stringify(parameters, null, 2)),
    ...list.map(messageText),
    ...run.answers.map(({ text, refusal, toolCalls = [] }, index) =>
      section(
        run.answers.length > 1 ? `Answer ${index + 1}` : 'Answer',
        [text || refusal, ...toolCalls.map(call => `${call?.name}(${call?.arguments})`)]
          .filter(Boolean)
          .join('\n'),
      ),
    ),
    ...(run.problem ? [section('Problem', run.problem.message)] : []),
  ].join('\n');
}

function messageText(message: unknown): string {
  if (!isObject(message)) return section('message', JSON.stringify(message));
  const { role, content, ...others } = message;
  const more = Object.keys(others).length > 0 ? `\n${JSON.stringify(others, null, 2)}` : '';
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  return section(String(role), `${text}${more}`);
}

function section(title: string, text: string): string {
  return `# ${title}\n\n${text}\n`;
}
