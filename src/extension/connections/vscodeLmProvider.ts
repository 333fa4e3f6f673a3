import * as vscode from 'vscode';
import type { ChatEvent, ChatMessage, ChatRequest } from '../../core/provider/chat.ts';
import type { Connection } from '../../core/provider/connection.ts';
import { redact } from '../../core/provider/redact.ts';
import { type ListedModel, noTraining, type Provider } from '../../core/provider/provider.ts';
import { suggest } from '../../core/util/suggest.ts';
import { Problem } from '../../core/util/problem.ts';

/** The language models that VS Code itself offers. They can be run and can judge; they cannot be trained. */
export function vscodeLmProvider(connection: Connection): Provider {
  return { connection, capabilities: noTraining, listModels, chat };
}

async function listModels(signal?: AbortSignal): Promise<ListedModel[]> {
  const models = await vscode.lm.selectChatModels();
  signal?.throwIfAborted();
  if (models.length === 0) {
    throw new Problem({
      code: 'not-found',
      reason: 'no-models',
      message: 'VS Code offers no language models.',
      remedy: 'Install an extension that brings some, such as GitHub Copilot, and sign in to it.',
    });
  }
  // Two extensions may use the same id. A chat is answered by the first, so only that one is listed.
  const first = models.filter(({ id }, index) => models.findIndex(model => model.id === id) === index);
  return first.map(model => ({
    id: model.id,
    title: model.name,
    ownedBy: model.vendor,
    contextTokens: model.maxInputTokens,
    tunable: false,
    fromTable: [],
  }));
}

async function* chat(request: ChatRequest, signal?: AbortSignal): AsyncIterable<ChatEvent> {
  signal?.throwIfAborted();
  const [model] = await vscode.lm.selectChatModels({ id: request.model });
  signal?.throwIfAborted();
  if (!model) throw await unknownModel(request.model);
  const source = new vscode.CancellationTokenSource();
  const cancel = () => source.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  let hasArrived = false;
  try {
    const response = await model.sendRequest(
      request.messages.map(toMessage),
      {
        justification: 'You ran a prompt or a comparison with this model in Tunewright.',
        modelOptions: { ...request.parameters },
      },
      source.token,
    );
    yield { type: 'start', model: model.id };
    for await (const text of response.text) {
      signal?.throwIfAborted();
      hasArrived = true;
      yield { type: 'text', choice: 0, text };
    }
    signal?.throwIfAborted();
    yield { type: 'finish', choice: 0, reason: 'stop', rawReason: 'stop' };
    yield { type: 'end', truncated: false, duplicates: 0, disordered: false };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    const problem = lmProblem(error);
    if (!hasArrived) throw problem;
    yield { type: 'end', truncated: true, problem: problem.data, duplicates: 0, disordered: false };
  } finally {
    signal?.removeEventListener('abort', cancel);
    source.dispose();
  }
}

/** This API has no system messages: their text is sent as the user's, first, where it stood first. */
function toMessage({ role, content }: ChatMessage): vscode.LanguageModelChatMessage {
  const text = textOf(content);
  return role === 'assistant'
    ? vscode.LanguageModelChatMessage.Assistant(text)
    : vscode.LanguageModelChatMessage.User(text);
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) => {
      const text = typeof part === 'object' && part !== null ? (part as { text?: unknown }).text : undefined;
      return typeof text === 'string' ? text : '';
    })
    .join('');
}

async function unknownModel(id: string): Promise<Problem> {
  const names = (await vscode.lm.selectChatModels()).map(model => model.id);
  return new Problem({
    code: 'not-found',
    reason: 'model-unknown',
    message: `VS Code offers no model "${id}".`,
    remedy: names.length > 0 ? suggest(id, names) : 'Install an extension that brings models.',
  });
}

function lmProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const code = error instanceof vscode.LanguageModelError ? error.code : '';
  const cause = redact(error instanceof Error ? error.message : String(error));
  if (code === vscode.LanguageModelError.NoPermissions.name) {
    return new Problem({
      code: 'forbidden',
      message: 'VS Code did not let Tunewright use this model.',
      remedy: 'Allow it when VS Code asks, or under Accounts > Manage Language Model Access.',
      cause,
    });
  }
  if (code === vscode.LanguageModelError.NotFound.name) {
    return new Problem({
      code: 'not-found',
      reason: 'model-unknown',
      message: 'VS Code does not offer this model any more.',
      remedy: 'Test the connection to see the models that it offers now.',
      cause,
    });
  }
  if (code === vscode.LanguageModelError.Blocked.name) {
    return new Problem({
      code: 'rejected',
      reason: 'content-filtered',
      message: 'The model refused the request or its quota is used up.',
      remedy: 'Change the prompt, or wait and try again.',
      cause,
    });
  }
  return new Problem({
    code: 'bad-response',
    message: 'The language model of VS Code failed.',
    remedy: 'Try again, or choose another model.',
    retryable: true,
    cause,
  });
}
