import type { Conversation } from '../../core/chat/conversation.ts';
import { Problem } from '../../core/util/problem.ts';
import type { Services } from '../services.ts';
import type { ChatHostContract, ChatPageContract } from '../../protocol/chat.ts';
import type { Panel } from '../webviews/panel.ts';
import { chatHandlers } from './chatHandlers.ts';
import type { ChatSession } from './chatSession.ts';
import type { ChatStore } from '../../node/chatStore.ts';

/** What a chat page needs of the feature that opens it. */
export interface ChatHost {
  services: Services;
  store: ChatStore;
  /** A conversation that was just begun and is not stored yet. It is given away once. */
  begun(id: string): Conversation | undefined;
  /** Opens another page with a conversation that begins as this one did. */
  startLike(conversation: Conversation): Promise<void>;
  openEarlier(): Promise<void>;
}

/** A chat page. The conversation is read, and the code for it loaded, when the page is there. */
export class ChatPanel {
  readonly session: Promise<ChatSession>;
  readonly #host: ChatHost;
  /** Address of the template; undefined without one, and while the conversation is still being read. */
  template: string | undefined;
  #disposed = false;

  constructor(host: ChatHost, panel: Panel, id: string) {
    this.#host = host;
    panel.title = 'Chat';
    const channel = panel.connect<ChatHostContract, ChatPageContract>(chatHandlers(this, host.services));
    this.session = this.#open(panel, id, channel);
    // Whoever asks hears of it; nobody may be asking yet.
    this.session.catch(() => {});
  }

  async startNew(): Promise<void> {
    await this.#host.startLike((await this.session).conversation);
  }

  openEarlier(): Promise<void> {
    return this.#host.openEarlier();
  }

  dispose(): void {
    this.#disposed = true;
    this.session.then(
      session => session.dispose(),
      () => {},
    );
  }

  async #open(
    panel: Panel,
    id: string,
    channel: ConstructorParameters<typeof ChatSession>[0]['channel'],
  ): Promise<ChatSession> {
    const { services, store, begun } = this.#host;
    const conversation = begun(id) ?? (await store.load(id));
    if (!conversation) throw conversationGone();
    const [{ ChatSession }, { ChatTemplates }] = await Promise.all([
      import('./chatSession.ts'),
      import('./chatTemplate.ts'),
    ]);
    const { template, model } = conversation;
    this.template = template?.uri;
    panel.title = `Chat ${template?.name ?? model ?? ''}`.trim();
    const templates = new ChatTemplates(services.prompts, services.promptValues, services.renderer);
    const session = new ChatSession({ services, templates, store, channel }, conversation);
    if (this.#disposed) session.dispose();
    return session;
  }
}

function conversationGone(): Problem {
  return new Problem({
    code: 'not-found',
    message: 'This conversation is not on this machine any more.',
    remedy: 'Close the page and begin a new one.',
  });
}
