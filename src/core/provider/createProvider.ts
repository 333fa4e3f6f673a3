import type { Connection } from './connection.ts';
import { FireworksFineTuning, fireworksCapabilities } from './fireworks.ts';
import { FireworksAccount } from './fireworksAccount.ts';
import { fireworksFiles } from './fireworksDatasets.ts';
import { LocalAiFineTuning, localAiCapabilities } from './localai.ts';
import { OpenAiCompatible } from './openaiCompatible.ts';
import { providerProblem } from './providerProblem.ts';
import type { Provider } from './provider.ts';
import { TogetherFineTuning, togetherCapabilities, togetherFiles } from './together.ts';
import type { ProviderContext } from './outgoing.ts';

/**
 * The provider of a connection. Throws a `Problem` when the connection has no usable address, or is one that only
 * the editor can speak to (`vscode-lm`).
 */
export function createProvider(connection: Connection, context: ProviderContext): Provider {
  if (connection.kind === 'vscode-lm') {
    throw providerProblem(
      'no-such-call',
      'VS Code’s language models can be used inside VS Code only.',
      'Choose another connection, or run this in the editor.',
    );
  }
  const base = new OpenAiCompatible(connection, context);
  const { transport } = base;
  const shared = {
    connection,
    listModels: (signal?: AbortSignal) => base.listModels(signal),
    chat: (...call: Parameters<Provider['chat']>) => base.chat(...call),
  };
  if (connection.kind === 'together') {
    const fineTuning = new TogetherFineTuning(connection.id, transport);
    return { ...shared, capabilities: togetherCapabilities, fineTuning, files: togetherFiles(transport) };
  }
  if (connection.kind === 'fireworks') {
    const account = new FireworksAccount(connection, transport);
    return {
      ...shared,
      capabilities: fireworksCapabilities,
      fineTuning: new FireworksFineTuning(connection.id, account),
      files: fireworksFiles(account),
      deleteModel: (model, signal) => account.delete(model, signal),
    };
  }
  if (connection.kind === 'localai') {
    return {
      ...shared,
      capabilities: localAiCapabilities,
      fineTuning: new LocalAiFineTuning(connection.id, transport),
    };
  }
  return base;
}
