import type { ChatMessage } from '../../provider/chat.ts';
import type { PromptFile } from '../../template/promptFile/promptFile.ts';
import type { CompareHost } from '../compare/compareHost.ts';
import { cannotSend, openPrompt, renderRequest } from '../compare/openPrompt.ts';
import type { FeedbackDatasetOptions } from './feedbackDataset.ts';

/** Renders what was asked from the templates as they are now. Each template is read once. */
export function currentPrompts(
  host: Pick<CompareHost, 'read' | 'renderPrompt'>,
  signal: AbortSignal,
): FeedbackDatasetOptions['promptOf'] {
  const files = new Map<string, Promise<PromptFile>>();
  return async ({ values, messages }, answer) => {
    const path = answer?.template;
    if (path === undefined) {
      if (messages) return messages;
      throw cannotSend(
        'Neither a template nor a conversation is known of it.',
        'Judge the answer again in a comparison.',
      );
    }
    const file = files.get(path) ?? openPrompt(path, '', host);
    files.set(path, file);
    const request = await renderRequest(await file, values, host, signal);
    return request.messages as ChatMessage[];
  };
}
