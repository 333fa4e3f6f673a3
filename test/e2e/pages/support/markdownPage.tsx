/// <reference path="../../../../media/shared/css.d.ts" />
import { render } from 'preact';
import { Markdown, type MarkdownActions } from '../../../../media/shared/markdown.tsx';
import '../../../../media/shared/style.css';

const done: string[] = [];
const actions: MarkdownActions = {
  openLink: address => done.push(`open ${address}`),
  copyText: text => done.push(`copy ${text}`),
};

/** What the test calls. */
export interface MarkdownPage {
  show(text: string, props?: { isStreaming?: boolean; isPlain?: boolean }): void;
  done: readonly string[];
}

const page: MarkdownPage = {
  show: (text, props) =>
    render(
      <main>
        <h1>Answer</h1>
        <h2>assistant</h2>
        <Markdown text={text} actions={actions} {...props} />
      </main>,
      document.getElementById('root')!,
    ),
  done,
};

Object.assign(globalThis, { markdownPage: page });
