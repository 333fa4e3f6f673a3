import type { ChatMessage, ChatRequest } from '../../provider/chat.ts';
import type { Provider } from '../../provider/provider.ts';
import { chooseModel } from '../../run/chooseModel.ts';
import { loadPromptFile } from '../../template/promptFile/loadPromptFile.ts';
import type { PromptFile } from '../../template/promptFile/promptFile.ts';
import { assemblePrompt, promptJob } from '../../template/promptFile/renderPrompt.ts';
import { resolveValues } from '../../template/promptFile/values.ts';
import { candidatePaths } from '../../template/templateFiles.ts';
import { Problem } from '../../util/problem.ts';
import type { CompareHost } from './compareHost.ts';

/** Reads a template that a comparison or a grader names. Throws a `Problem` when there is none or it cannot be sent. */
export async function openPrompt(
  name: string,
  from: string,
  host: Pick<CompareHost, 'read'>,
): Promise<PromptFile> {
  for (const path of candidatePaths(name, from)) {
    const text = await host.read(path);
    if (text === undefined) continue;
    const file = await loadPromptFile({ path, text }, one => host.read(one));
    const [fault] = [...file.syntaxProblems, ...file.problems];
    if (fault) throw cannotSend(`${path}: ${fault.message}`, fault.remedy);
    return file;
  }
  throw new Problem({
    code: 'not-found',
    message: `There is no template ${name}.`,
    remedy: 'Correct the path or create the file.',
  });
}

/** The request without its model. Throws a `Problem` when a value is missing or the template is wrong. */
export async function renderRequest(
  file: PromptFile,
  given: Readonly<Record<string, unknown>>,
  host: Pick<CompareHost, 'renderPrompt'>,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const { values } = resolveValues(file, given);
  const results = await host.renderPrompt(promptJob(file, values), signal);
  const { request, missing, error } = assemblePrompt(file, values, results);
  if (error)
    throw cannotSend(`${file.path}: ${error.message}`, 'Mend the template; its preview shows where.');
  if (missing.length > 0) {
    throw cannotSend(
      `${file.path} wants a value for ${missing.join(', ')}.`,
      'Map a column to it, or give it a default.',
    );
  }
  return request;
}

/** A request as it is sent: the template's, or messages alone, with the model and parameters of a variant or judge. */
export function chatRequest(
  request: Readonly<Record<string, unknown>>,
  model: string,
  parameters: Readonly<Record<string, unknown>> = {},
): ChatRequest {
  const { model: _, messages, n: __, ...rest } = request;
  return { model, messages: messages as ChatMessage[], parameters: { ...rest, ...parameters } };
}

/** The model that is asked. Throws a `Problem` when nobody says. */
export async function modelFor(
  provider: Provider,
  named: string | undefined,
  inPrompt: unknown,
  signal: AbortSignal,
): Promise<string> {
  const choice = await chooseModel(provider, { named, inPrompt }, signal);
  if (choice) return choice.model;
  throw cannotSend(`Nobody says which model of ${provider.connection.name} to ask.`, 'Name it as "model".');
}

export function cannotSend(message: string, remedy: string): Problem {
  return new Problem({ code: 'rejected', message, remedy });
}
