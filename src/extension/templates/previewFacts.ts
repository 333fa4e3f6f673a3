import { tokenFinding } from '../../core/template/promptFile/diagnosePrompt.ts';
import type { PromptFinding } from '../../core/template/promptFile/finding.ts';
import type { RenderedPrompt } from '../../core/template/promptFile/renderPrompt.ts';
import { type PreviewFacts, previewTokens } from '../../core/view/previewFacts.ts';
import type { Services } from '../services.ts';
import { expectedModel } from './expectedModel.ts';
import type { LoadedPrompt } from './loadPrompt.ts';

/** Counts a rendered prompt, and renders it as its model sees it. */
export async function previewFacts(
  prompt: LoadedPrompt,
  { request }: RenderedPrompt,
  sequence: number,
  services: Pick<Services, 'connections' | 'runTargets' | 'today' | 'tokens' | 'tokenizerConfigs'>,
  signal: AbortSignal,
): Promise<{ shown: PreviewFacts; findings: PromptFinding[] }> {
  if (prompt.file.messages.length === 0) return { shown: { sequence }, findings: [] };
  const model = await expectedModel(prompt, services);
  const question = { request, ...(model.id !== undefined && { model: model.id }) };
  const counted = await services.tokens.call('count', question, { signal });
  const asModel = await services.tokenizerConfigs.view(request, signal);
  const limit = request.max_completion_tokens ?? request.max_tokens;
  const tokens = previewTokens(counted, model, typeof limit === 'number' ? limit : undefined);
  const { contextTokens } = model;
  const finding =
    contextTokens === undefined ? undefined : tokenFinding(prompt.file, counted.total, contextTokens);
  return { shown: { sequence, tokens, ...(asModel && { asModel }) }, findings: finding ? [finding] : [] };
}
