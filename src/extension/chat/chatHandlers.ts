import { Problem } from '../../core/util/problem.ts';
import type { Handlers } from '../../protocol/channel.ts';
import type { ChatHostContract } from '../../protocol/chat.ts';
import type { Services } from '../services.ts';
import { saveInputSet } from '../templates/saveInputSet.ts';
import { answerHandlers } from '../webviews/answerHandlers.ts';
import { askForTarget } from './chatTarget.ts';
import type { ChatPanel } from './chatPanel.ts';

/** Answers to the page. It draws texts of strangers, so what it asks is checked. */
export function chatHandlers(panel: ChatPanel, services: Services): Handlers<ChatHostContract> {
  const { promptValues } = services;
  const session = () => panel.session;
  return {
    ...answerHandlers,
    async ready() {
      const { opened } = await session();
      await opened;
      return (await session()).draw();
    },
    async send({ text }) {
      check(isText(text) && text.trim() !== '');
      await (await session()).ask(text);
      return undefined;
    },
    async stop() {
      (await session()).stop();
      return undefined;
    },
    async editTurn({ turn, text }) {
      check(Number.isSafeInteger(turn) && isText(text));
      await (await session()).edit(turn, text);
      return undefined;
    },
    async editOpening({ index, text }) {
      check(Number.isSafeInteger(index) && (text === undefined || isText(text)));
      const change = text === undefined ? {} : { text };
      (await session()).dispatch({ type: 'opening-edited', index, ...change });
      return undefined;
    },
    async retry({ turn }) {
      check(Number.isSafeInteger(turn));
      await (await session()).retry(turn);
      return undefined;
    },
    async switchTo({ turn }) {
      check(Number.isSafeInteger(turn));
      (await session()).dispatch({ type: 'switched', turn });
      return undefined;
    },
    async setMode({ mode }) {
      check(mode === 'conversation' || mode === 'loop');
      (await session()).dispatch({ type: 'configured', change: { mode } });
      return undefined;
    },
    async setVariable({ name }) {
      check(isText(name));
      (await session()).dispatch({ type: 'configured', change: { variable: name } });
      return undefined;
    },
    async setParameters({ text }) {
      check(isText(text));
      const parameters = text.trim() === '' ? undefined : readParameters(text);
      (await session()).dispatch({ type: 'configured', change: { parameters } });
      return undefined;
    },
    async chooseModel() {
      const current = await session();
      const change = await askForTarget(current.connectionId, services);
      current.dispatch({ type: 'configured', change });
      return undefined;
    },
    async setValue({ name, text }) {
      check(isText(name) && (text === undefined || isText(text)));
      const { templateUri } = await session();
      if (templateUri) await promptValues.type(templateUri, name, text);
      return undefined;
    },
    async chooseSet({ set }) {
      check(set === undefined || isText(set));
      const { templateUri } = await session();
      if (templateUri)
        await promptValues.choose(templateUri, { ...(set !== undefined && { set }), typed: {} });
      return undefined;
    },
    async saveSet() {
      const { template } = await session();
      if (template) await saveInputSet(template.prompt, promptValues);
      return undefined;
    },
    async saveExample({ turn }) {
      check(turn === undefined || Number.isSafeInteger(turn));
      const { saveExample } = await import('./saveExample.ts');
      await saveExample((await session()).conversation, turn, services);
      return undefined;
    },
    async addToTemplate({ turn }) {
      check(Number.isSafeInteger(turn));
      const { addToTemplate } = await import('./addToTemplate.ts');
      await addToTemplate(await session(), turn, services);
      return undefined;
    },
    async exportMarkdown() {
      const { exportMarkdown } = await import('./exportMarkdown.ts');
      await exportMarkdown((await session()).conversation);
      return undefined;
    },
    async startNew() {
      await panel.startNew();
      return undefined;
    },
    async openEarlier() {
      await panel.openEarlier();
      return undefined;
    },
    async remedy({ action }) {
      const { applyRemedy } = await import('./applyRemedy.ts');
      await applyRemedy(action, await session());
      return undefined;
    },
  };
}

function readParameters(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const { messages: _, model: __, ...parameters } = value as Record<string, unknown>;
      return parameters;
    }
  } catch {
    // Said below.
  }
  throw new Problem({
    code: 'rejected',
    message: 'The parameters are no JSON object.',
    remedy: 'Write them as { "temperature": 0 }.',
  });
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function check(isSound: boolean): void {
  if (isSound) return;
  throw new Problem({
    code: 'rejected',
    message: 'The page asked for something impossible.',
    remedy: 'Close it and open it again.',
  });
}
