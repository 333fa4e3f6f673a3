import * as vscode from 'vscode';
import { turnsInSight } from '../../core/chat/branches.ts';
import { openingMessages } from '../../core/chat/chatMessages.ts';
import type { Conversation, Turn } from '../../core/chat/conversation.ts';
import { type ChatAction, reduceChat } from '../../core/chat/reduceChat.ts';
import { textOfContent } from '../../core/chat/textOfContent.ts';
import type { Connection } from '../../core/provider/connection.ts';
import { DisposableStore } from '../../core/util/disposable.ts';
import { Problem, type ProblemData, toProblemData } from '../../core/util/problem.ts';
import type { ChatNote, ChatState } from '../../core/view/chat.ts';
import { drawChat, typedInput, variableOf } from '../../core/view/chatState.ts';
import { isAnswering } from '../../core/view/chatTurns.ts';
import type { Channel } from '../../protocol/channel.ts';
import type { ChatHostContract, ChatPageContract } from '../../protocol/chat.ts';
import type { Services } from '../services.ts';
import { waitInWords } from '../connections/waitInWords.ts';
import { answerTurn } from './answerTurn.ts';
import type { ChatStore } from '../../node/chatStore.ts';
import { chosenModel, connectionFor } from './chatTarget.ts';
import { noteOf, notTrusted, stillAnswering, templateGone, withoutValue } from './chatProblems.ts';
import type { ChatTemplate, ChatTemplates } from './chatTemplate.ts';

export interface ChatParts {
  services: Services;
  templates: ChatTemplates;
  store: ChatStore;
  channel: Channel<ChatHostContract, ChatPageContract>;
}

/** One conversation that is open: its only owner. What the page shows is drawn from here, what is kept is saved here. */
export class ChatSession {
  readonly #parts: ChatParts;
  readonly #disposables = new DisposableStore();
  readonly #pieces: { turn: number; part: 'text' | 'reasoning' | 'refusal'; text: string }[] = [];
  #conversation: Conversation;
  #template: ChatTemplate | undefined;
  #templateNotes: ChatNote[] = [];
  #sequence = 0;
  #waiting: string | undefined;
  #answering: AbortController | undefined;
  #rendering = new AbortController();
  #refreshing: Promise<void> = Promise.resolve();
  #posting: NodeJS.Timeout | undefined;
  /** Resolves when the template has been rendered for the first time. */
  readonly opened: Promise<void>;

  constructor(parts: ChatParts, conversation: Conversation) {
    this.#parts = parts;
    this.#conversation = conversation;
    const { prompts, promptValues, connections } = parts.services;
    const { templateUri } = this;
    const isOwn = (uri: vscode.Uri) => uri.toString() === templateUri?.toString();
    const again = (uri: vscode.Uri) => {
      if (isOwn(uri)) void this.refresh();
    };
    this.#disposables.add(prompts.onDidLoad(({ uri }) => again(uri)));
    this.#disposables.add(prompts.onDidForget(again));
    this.#disposables.add(promptValues.onDidChange(again));
    this.#disposables.add(connections.onDidChange(() => this.#show()));
    this.#disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#show()));
    this.#disposables.add(
      connections.onWait(({ connectionId, wait }) => {
        if (!this.#answering || connectionId !== this.connectionId) return;
        this.#waiting = waitInWords(wait);
        this.#show();
      }),
    );
    if (templateUri) prompts.hold(templateUri, this);
    this.opened = this.refresh();
  }

  get conversation(): Conversation {
    return this.#conversation;
  }

  get template(): ChatTemplate | undefined {
    return this.#template;
  }

  get templateUri(): vscode.Uri | undefined {
    const { template } = this.#conversation;
    return template && vscode.Uri.parse(template.uri);
  }

  /** The connection that is asked. Throws a `Problem` when the wanted one is gone. */
  get connection(): Connection {
    const inTemplate = this.#template?.prompt.file.connection;
    return connectionFor(this.#conversation, inTemplate, this.#parts.services);
  }

  /** The same by its id; undefined when it is gone. */
  get connectionId(): string | undefined {
    return this.#target().connection?.id;
  }

  /** What the page shows. */
  draw(): ChatState {
    const template = this.#template;
    const conversation = this.#conversation;
    const inPrompt = template?.rendered.request.model;
    const { connection, problem } = this.#target();
    const chosen = connection && chosenModel(conversation, inPrompt, connection, this.#parts.services);
    const notes: ChatNote[] = [...this.#templateNotes];
    if (problem) notes.push({ ...problem, severity: 'error', action: 'choose-model' });
    const isFresh = turnsInSight(conversation).length === 0;
    const { ending, variables = [] } = template ?? {};
    return drawChat({
      sequence: this.#sequence,
      conversation,
      title: template?.prompt.file.name,
      restricted: !vscode.workspace.isTrusted,
      connection: connection?.name ?? 'No connection',
      model: chosen ?? (typeof inPrompt === 'string' ? inPrompt : undefined),
      parameters: template?.parameters ?? {},
      variables,
      inputs: template?.inputs ?? [],
      sets: template?.sets ?? [],
      set: template?.set,
      missing: template?.missing ?? [],
      notes,
      waiting: this.#waiting,
      ...(isFresh && ending && variables.length === 0 && { suggestion: textOfContent(ending.content) }),
    });
  }

  /** Lets something happen to the conversation, shows it and keeps it. */
  dispatch(action: ChatAction): void {
    this.#conversation = { ...reduceChat(this.#conversation, action), changedAt: Date.now() };
    this.#show();
    this.#save();
  }

  /** Asks a question. Throws a `Problem` when it cannot be sent; a failure later on is told with the answer. */
  async ask(text: string, after?: number | null): Promise<void> {
    await this.#refreshed();
    this.#checkReady();
    const { mode } = this.#conversation;
    const variable = this.#variableAt(after);
    const follows = after === undefined ? {} : { after };
    if (variable === undefined) {
      const alone = [...openingMessages(this.#conversation), { role: 'user', content: text }];
      this.dispatch({ type: 'asked', text, ...follows, ...(mode === 'loop' && { alone }) });
    } else {
      const template = await this.#renderWith({ name: variable, text });
      const content = textOfContent(template.ending?.content);
      const opened = reduceChat(this.#conversation, { type: 'opened', messages: template.opening });
      const alone = [...openingMessages(opened), ...(template.ending ? [template.ending] : [])];
      if (mode === 'conversation') {
        this.dispatch({ type: 'configured', change: { variable } });
        this.dispatch({ type: 'opened', messages: template.opening });
      }
      this.dispatch({
        type: 'asked',
        text: content,
        value: text,
        ...follows,
        ...(mode === 'loop' && { alone }),
      });
    }
    void this.#answer();
  }

  /** Asks a question again. */
  async retry(turn: number): Promise<void> {
    this.#checkReady();
    this.dispatch({ type: 'retried', turn });
    void this.#answer();
  }

  /** An edited question is asked anew on a branch of its own; an edited answer stands beside the old one. */
  async edit(id: number, text: string): Promise<void> {
    const turn = this.#conversation.turns.find(one => one.id === id);
    if (turn?.role === 'user') await this.ask(text, turn.parent ?? null);
    else if (turn) this.dispatch({ type: 'rewritten', turn: id, text });
  }

  stop(): void {
    this.#answering?.abort();
  }

  /** Renders the template again and shows the page. Resolves when the newest rendering is there. */
  refresh(): Promise<void> {
    this.#refreshing = this.#render();
    return this.#refreshed();
  }

  /** One rendering gives way to a newer one: what was asked for in between waits for that. */
  async #refreshed(): Promise<void> {
    for (let last: Promise<void> | undefined; last !== this.#refreshing; ) {
      last = this.#refreshing;
      await last;
    }
  }

  async #render(): Promise<void> {
    const { templateUri } = this;
    if (!templateUri) return this.#show();
    this.#rendering.abort();
    this.#rendering = new AbortController();
    const { signal } = this.#rendering;
    try {
      const template = await this.#parts.templates.render(templateUri, this.#firstValue(), signal);
      if (signal.aborted) return;
      this.#template = template;
      this.#templateNotes = template?.notes ?? [templateGone()];
      if (template) this.dispatch({ type: 'opened', messages: template.opening });
      else this.#show();
    } catch (thrown) {
      const problem = toProblemData(thrown);
      if (signal.aborted || problem.code === 'cancelled') return;
      this.#templateNotes = [{ ...noteOf(problem), action: 'show-template' }];
      this.#show();
    }
  }

  dispose(): void {
    this.stop();
    this.#rendering.abort();
    this.#post();
    this.#disposables.dispose();
    this.#parts.services.prompts.release(this);
    this.#save();
  }

  /** In a conversation the first question was a value of the template, which may stand in its other messages too. */
  #firstValue(): { name: string; text: string } | undefined {
    const { mode, variable } = this.#conversation;
    const [first] = turnsInSight(this.#conversation);
    if (mode !== 'conversation' || variable === undefined || first?.value === undefined) return undefined;
    return { name: variable, text: first.value };
  }

  #variableAt(after: number | null | undefined): string | undefined {
    const { variables = [] } = this.#template ?? {};
    // What follows the opening is what the template asks, also when it is asked anew.
    const tree = after === null ? { ...this.#conversation, turns: [] } : this.#conversation;
    return variableOf(tree, variables);
  }

  async #renderWith(typed: { name: string; text: string }): Promise<ChatTemplate> {
    const { templateUri } = this;
    const { signal } = this.#rendering;
    const template = templateUri && (await this.#parts.templates.render(templateUri, typed, signal));
    if (!template) throw new Problem({ code: 'not-found', ...templateGone() });
    const [error] = template.notes.filter(({ severity }) => severity === 'error');
    if (error) throw new Problem({ code: 'rejected', ...error });
    if (template.missing.length === 0) return template;
    throw withoutValue(template.missing);
  }

  #checkReady(): void {
    if (!vscode.workspace.isTrusted) throw notTrusted();
    if (this.#answering) throw stillAnswering();
    const { missing = [], variables = [] } = this.#template ?? {};
    const lacking = missing.filter(name => name !== typedInput(this.#conversation, variables));
    if (lacking.length > 0) throw withoutValue(lacking);
  }

  async #answer(): Promise<void> {
    const turn = turnsInSight(this.#conversation).find(isAnswering);
    if (!turn) return;
    this.#answering = new AbortController();
    const { services } = this.#parts;
    const answer = await answerTurn(
      {
        services,
        conversation: this.#conversation,
        template: this.#template,
        target: () => this.connection,
        show: (part, text) => this.#arrived(turn, part, text),
      },
      turn,
      this.#answering.signal,
    );
    this.#post();
    this.#answering = undefined;
    this.#waiting = undefined;
    this.dispatch({ type: 'answered', turn: turn.id, answer });
  }

  /** Pieces are posted a few at once: a page draws no faster. */
  #arrived({ id }: Turn, part: 'text' | 'reasoning' | 'refusal', text: string): void {
    this.#waiting = undefined;
    const last = this.#pieces.at(-1);
    if (last?.turn === id && last.part === part) last.text += text;
    else this.#pieces.push({ turn: id, part, text });
    this.#posting ??= setTimeout(() => this.#post(), POST_AFTER);
  }

  #post(): void {
    clearTimeout(this.#posting);
    this.#posting = undefined;
    for (const piece of this.#pieces.splice(0)) {
      this.#conversation = reduceChat(this.#conversation, { type: 'arrived', ...piece });
      this.#parts.channel.emit('delta', { sequence: ++this.#sequence, ...piece });
    }
  }

  #target(): { connection?: Connection; problem?: ProblemData } {
    try {
      return { connection: this.connection };
    } catch (thrown) {
      return { problem: toProblemData(thrown) };
    }
  }

  #show(): void {
    this.#post();
    this.#sequence++;
    this.#parts.channel.emit('state', this.draw());
  }

  #save(): void {
    const { store, services } = this.#parts;
    // An empty conversation is not worth finding again.
    if (this.#conversation.turns.length === 0) return;
    store.save(this.#conversation).catch(thrown => services.log.problem(toProblemData(thrown)));
  }
}

/** Milliseconds. */
const POST_AFTER = 30;
