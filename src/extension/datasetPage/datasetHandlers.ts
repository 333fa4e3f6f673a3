import * as vscode from 'vscode';
import type { Path } from '../../core/jsonl/node.ts';
import { Problem } from '../../core/util/problem.ts';
import { readQuery } from '../../core/view/dataset/readQuery.ts';
import type { TextChange } from '../../core/view/dataset/datasetView.ts';
import type { Handlers } from '../../protocol/channel.ts';
import type { DatasetHostContract } from '../../protocol/dataset.ts';
import { toVsCodeEdit } from '../convert.ts';
import type { DatasetPage } from './datasetPage.ts';
import { showInText } from './showInText.ts';

/** What a dataset page may ask. Pages draw what strangers wrote, so what they send is looked at. */
export function datasetHandlers(page: DatasetPage): Handlers<DatasetHostContract> {
  const { reader } = page;
  return {
    async ready() {
      const state = await page.state();
      const goTo = page.takeGoTo();
      return { state, ...(goTo !== undefined && { goTo }) };
    },
    async find({ query, near }, { signal, progress }) {
      const { total, place } = await reader.call(
        'findRows',
        { query: readQuery(query), ...(near !== undefined && { near: whole(near) }) },
        { signal, onProgress: progress },
      );
      return { total, ...(place !== undefined && { place }) };
    },
    async rows({ from, count }) {
      const { total, rows } = await reader.call('readRows', { from: whole(from), count: whole(count) });
      return { total, rows };
    },
    async example({ index }) {
      const example = await page.example(whole(index));
      return example ? { example } : {};
    },
    async draft({ index, change }, { signal }) {
      const params = { index: whole(index), change: readChange(change) };
      const { findings } = await reader.call('checkDraft', params, { signal });
      return { findings: findings.map(one => page.shownFinding(one)) };
    },
    async change({ index, change }) {
      if (!page.document || !page.isEditable) throw readOnly();
      const params = { index: whole(index), change: readChange(change) };
      const { edit, version } = await reader.call('planChange', params);
      if (!edit || version !== page.document.version) throw changedMeanwhile();
      if (change.before !== change.after) await page.apply([toVsCodeEdit(edit)]);
      return undefined;
    },
    async fix({ index, finding, fix }) {
      if (!page.isEditable) throw readOnly();
      const wanted = page.fixOf(whole(index), whole(finding), whole(fix));
      if (!wanted) throw changedMeanwhile();
      await page.apply(wanted.edits.map(toVsCodeEdit));
      return undefined;
    },
    async reveal({ index, path }) {
      await showInText(page, whole(index), Array.isArray(path) ? (path as Path) : undefined);
      return undefined;
    },
    async copyText({ index }) {
      const text = await textOf(page, whole(index));
      await vscode.env.clipboard.writeText(text);
      return undefined;
    },
    async check({ isWanted }) {
      page.check(isWanted === true);
      return undefined;
    },
    async showRule({ rule }) {
      if (typeof rule === 'string') await vscode.commands.executeCommand('tunewright.showRule', rule);
      return undefined;
    },
  };
}

async function textOf(page: DatasetPage, index: number): Promise<string> {
  const { text } = await page.reader.call('readText', { index });
  if (text !== undefined) return text;
  throw new Problem({
    code: 'not-found',
    message: 'There is no such example any more.',
    remedy: 'Choose another one.',
  });
}

function whole(value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw new Problem({ code: 'rejected', message: 'The page asked for no number.', remedy: 'Open it again.' });
}

function readChange({ place, before, after }: TextChange): TextChange {
  const isSound =
    typeof before === 'string' &&
    typeof after === 'string' &&
    Array.isArray(place?.path) &&
    place.path.every(step => typeof step === 'string' || typeof step === 'number');
  if (!isSound) throw changedMeanwhile();
  return { place: { path: place.path, from: whole(place.from) }, before, after };
}

function readOnly(): Problem {
  return new Problem({
    code: 'not-supported',
    message: 'This dataset is shown read-only.',
    remedy: 'Copy it to a folder where you can write, or split it when it is too large.',
  });
}

function changedMeanwhile(): Problem {
  return new Problem({
    code: 'rejected',
    message: 'The example has changed meanwhile.',
    remedy: 'Look at it again and repeat the change.',
  });
}
