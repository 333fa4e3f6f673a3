import * as vscode from 'vscode';
import { CONVERT_DEFAULTS } from '../../core/convert/convertExample.ts';
import { conversionSums, describeConversion } from '../../core/convert/report.ts';
import { LOSSES, REFUSALS } from '../../core/convert/loss.ts';
import { formatTitle } from '../../core/formats/registry.ts';
import type { TableColumns } from '../../core/rows/tableExamples.ts';
import { Problem } from '../../core/util/problem.ts';
import { isTableFile } from '../../node/tables/tableFile.ts';
import type { ConversionOffer, ConversionOffers } from '../../protocol/lint.ts';
import { fileName } from '../files.ts';
import type { Services } from '../services.ts';
import { withCancellableProgress } from '../withCancellableProgress.ts';
import { chooseColumns } from './chooseColumns.ts';
import type { TextPairs } from '../textPairs.ts';

/**
 * Asks for a format, shows what becomes of the first examples and writes the dataset in it, beside the original. False
 * when the user left.
 */
export async function convertDataset(
  services: Services,
  pairs: TextPairs,
  uri: vscode.Uri,
): Promise<boolean> {
  const { lint, tell } = services;
  const path = uri.fsPath;
  const options = CONVERT_DEFAULTS;
  const offersFor = (meaning: { columns?: TableColumns }) =>
    withCancellableProgress(`Reading ${fileName(uri)}`, signal =>
      lint.foreground.call('conversionOffers', { path, options, ...meaning }, { signal }),
    );
  let columns = isTableFile(path) ? await columnsOf(services, uri) : {};
  if (!columns) return false;
  let offers = await offersFor(columns);
  // Rows with keys of their own are a table, whatever the file is called.
  if (offers.offers.length === 0 && offers.format === 'unknown') {
    columns = await columnsOf(services, uri);
    if (!columns) return false;
    offers = await offersFor(columns);
  }
  const offer = await chooseOffer(offers, fileName(uri));
  if (!offer) return false;
  const { to } = offer;
  const preview = await lint.foreground.call('conversionPreview', { path, to, options, ...columns });
  await pairs.show(preview, `${fileName(uri)} → ${formatTitle(to)}`);
  const answer = await vscode.window.showInformationMessage(
    `Write ${fileName(uri)} as ${formatTitle(to)}? ${inWords(offer)} The first examples are shown; the file itself stays as it is.`,
    'Convert',
  );
  await pairs.close();
  if (answer !== 'Convert') return false;
  const converted = await withCancellableProgress(`Converting ${fileName(uri)}`, (signal, report) => {
    let told = 0;
    return lint.foreground.call(
      'convert',
      { path, to, options, ...columns },
      {
        signal,
        onProgress: fraction => {
          const percent = Math.floor(fraction * 100);
          report(`${percent} %`, percent - told);
          told = percent;
        },
      },
    );
  });
  if (converted.path === undefined) return false;
  const written = vscode.Uri.file(converted.path);
  const sentences = [conversionSums(converted), ...describeConversion(converted)];
  const say = sentences.length > 1 ? tell.warn.bind(tell) : tell.done.bind(tell);
  say(`${fileName(written)}: ${sentences.join(' ')}`, {
    title: 'Open',
    run: () => vscode.commands.executeCommand('vscode.open', written),
  });
  return true;
}

/** What the columns of a table mean: nothing to ask when they are those of a format. Undefined when the user left. */
async function columnsOf(
  { lint }: Services,
  uri: vscode.Uri,
): Promise<{ columns?: TableColumns } | undefined> {
  const facts = await withCancellableProgress(`Reading ${fileName(uri)}`, signal =>
    lint.foreground.call('tableFacts', { path: uri.fsPath }, { signal }),
  );
  if (facts.isFormat) return {};
  const columns = await chooseColumns(facts, fileName(uri));
  return columns && { columns };
}

async function chooseOffer(
  { format, examples, offers }: ConversionOffers,
  name: string,
): Promise<ConversionOffer | undefined> {
  if (offers.length === 0) {
    throw new Problem({
      code: 'not-supported',
      message: `Nothing in ${name} can be written in another format.`,
      remedy: 'Lint it first: perhaps its format is not recognised, or its lines are broken.',
    });
  }
  const items = offers.map(offer => ({
    label: formatTitle(offer.to),
    description: offer.to,
    detail: detailOf(offer, examples),
    offer,
  }));
  const known = format === 'none' || format === 'unknown' ? '' : ` from ${formatTitle(format)}`;
  const picked = await vscode.window.showQuickPick(items, {
    title: `Convert ${name}${known}`,
    placeHolder: 'Into which format? What each would lose is tried on the first examples.',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.offer;
}

function detailOf(offer: ConversionOffer, examples: number): string {
  const { lost, written, refused } = offer;
  const whole = lost.length === 0 && written === examples;
  if (whole) return '$(check) holds everything';
  const [first] = refused;
  const left =
    written < examples && first ? [`${examples - written} of ${examples} left out: ${REFUSALS[first]}`] : [];
  return `$(warning) ${[...left, ...lost.map(kind => LOSSES[kind])].join(' ')}`;
}

function inWords({ lost, refused }: ConversionOffer): string {
  return [...refused.map(kind => `Left out: ${REFUSALS[kind]}`), ...lost.map(kind => LOSSES[kind])].join(' ');
}
