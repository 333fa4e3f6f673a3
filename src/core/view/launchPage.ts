import type { PreflightIssue } from '../tune/preflight/preflight.ts';
import type { Preflight, SurveyedFile } from '../tune/preflight/preflight.ts';
import { formatName } from './datasetStatus.ts';
import { dollars } from './connectionRows.ts';
import { sizeText } from './sizeText.ts';
import { money, unreadText } from './spending.ts';
import { durationText } from './timeText.ts';
import { verdictText } from './datasetRows.ts';

/** One number, with where it is from. */
export interface LaunchFact {
  label: string;
  value: string;
  /** Where the value is from, and of when; absent where it is counted here. */
  source?: string;
  /** `bad` blocks or warns: it is marked, and never by a colour alone. */
  tone?: 'good' | 'warning' | 'bad';
}

export interface LaunchSection {
  title: string;
  facts: LaunchFact[];
}

/** What speaks against a launch, with its place where it has one. */
export interface LaunchIssue extends Omit<PreflightIssue, 'code'> {
  /** What the link to it says; absent when it has no place. */
  place?: string;
}

/** What is to be done before the launch button works. */
export type LaunchConsent = Preflight['consent'];

/** Everything on the page before a launch. */
export interface LaunchPageState {
  /** A launch is of one check alone: another one may say otherwise. */
  sequence: number;
  /** The tune's file, as people call it. */
  file: string;
  /** `checking`: files are read; `broken`: there is nothing to launch yet; `ready`; `launching`. */
  phase: 'checking' | 'broken' | 'ready' | 'launching';
  /** 0 to 1, while files are read. */
  fraction?: number;
  name?: string;
  sections: LaunchSection[];
  issues: LaunchIssue[];
  consent: LaunchConsent;
  /** The model to type when `consent` is `typed`. */
  typed?: string;
  /** Why it is to be typed. */
  typedBecause?: string;
  /** What a click on the button will do, in a sentence. */
  promise: string;
}

/** The sections of a preflight, in the order in which one decides. */
export function launchSections(preflight: Preflight): LaunchSection[] {
  return [
    { title: 'What is trained', facts: modelFacts(preflight) },
    ...preflight.files.map(file => ({ title: fileTitle(file), facts: fileFacts(file) })),
    { title: 'What it costs', facts: costFacts(preflight) },
    { title: 'How long it takes', facts: durationFacts(preflight) },
  ];
}

/** What the button does, with the price that one agrees to. */
export function launchPromise({ connection, price, files }: Preflight): string {
  const cost =
    price.kind === 'known'
      ? `It is likely to cost ${money(price.likely)}, at most about ${money(price.high)}.`
      : price.kind === 'free'
        ? 'Nobody charges for it.'
        : 'What it costs is not known.';
  const uploads = files.filter(({ onConnection }) => onConnection === undefined);
  const sends =
    uploads.length === 0
      ? 'Its files are there already'
      : `${uploads.map(({ given }) => given).join(' and ')} will be uploaded`;
  return `${sends}, and ${connection.name} trains the model. ${cost}`;
}

function modelFacts({ connection, model, method, end, epochs }: Preflight): LaunchFact[] {
  return [
    { label: 'Connection', value: connection.name },
    { label: 'Base model', value: model },
    {
      label: 'Its end',
      value: end.endDate === undefined ? 'no end is known' : `${end.text} (${end.endDate})`,
      ...(end.source !== undefined && { source: end.source }),
      ...(end.days !== undefined && { tone: end.days <= 0 ? 'bad' : end.days <= 90 ? 'warning' : 'good' }),
    },
    { label: 'Method', value: METHODS[method] },
    {
      label: 'Epochs',
      value:
        epochs.low === epochs.high
          ? String(epochs.likely)
          : `${epochs.likely} (${epochs.low} to ${epochs.high})`,
      source: epochs.basis === 'given' ? 'the tune' : 'estimated: the provider chooses',
    },
  ];
}

function fileTitle({ role, given }: SurveyedFile): string {
  return `${role === 'training' ? 'Training file' : 'Validation file'}: ${given}`;
}

function fileFacts({
  role,
  tokens,
  planned,
  format,
  target,
  totals,
  onConnection,
  examples,
}: SurveyedFile): LaunchFact[] {
  const exact = tokens.exact ? 'counted' : 'estimated';
  const number = (value: number) => value.toLocaleString('en');
  return [
    { label: 'Examples', value: number(examples) },
    { label: 'Format', value: formatName({ format }) },
    { label: 'Tokens', value: number(tokens.total), source: exact },
    // Of what only measures nothing is trained.
    ...(role === 'training'
      ? [{ label: 'Trained tokens', value: number(tokens.trained), source: exact }]
      : []),
    { label: 'Longest example', value: `${number(tokens.longest)} tokens`, source: exact },
    {
      label: 'Cut by the context length',
      value: tokens.cut === 0 ? 'none' : `${number(tokens.cut)}, and ${lost(tokens)} tokens are lost`,
      tone: tokens.cut === 0 ? 'good' : 'warning',
    },
    {
      label: 'The linter says',
      value: verdictText({ totals }),
      source: `the rules of ${target}`,
      tone: totals.error > 0 ? 'bad' : totals.warning > 0 ? 'warning' : 'good',
    },
    {
      label: 'Content',
      value: `${sizeText(planned.bytes)}, sha256 ${planned.sha256.slice(0, 12)}`,
      ...(onConnection !== undefined && { source: `lies on the connection as ${onConnection}` }),
    },
  ];
}

function lost({ total, billed }: SurveyedFile['tokens']): string {
  return Math.max(total - billed, 0).toLocaleString('en');
}

function costFacts(preflight: Preflight): LaunchFact[] {
  const { price, billedTokens, trainedTokens, exactTokens, spending } = preflight;
  const facts: LaunchFact[] = [
    {
      label: 'Billed tokens, all epochs',
      value: Math.round(billedTokens).toLocaleString('en'),
      source: exactTokens ? 'counted' : 'estimated',
    },
    { label: 'Trained tokens, all epochs', value: Math.round(trainedTokens).toLocaleString('en') },
  ];
  if (price.kind === 'known') {
    const source = price.updated === undefined ? price.source : `${price.source} of ${price.updated}`;
    facts.push({ label: 'Price', value: `${dollars(price.perMillion)} for a million tokens`, source });
    facts.push({
      label: 'Low, likely, high',
      value: [price.low, price.likely, price.high].map(money).join(', '),
    });
  } else {
    facts.push({
      label: 'Price',
      value: price.kind === 'free' ? 'free' : 'unknown',
      source: price.reason,
      ...(price.kind === 'unknown' && { tone: 'warning' }),
    });
  }
  const { committed, cap, left, verdict, unread } = spending;
  const least = unreadText(unread);
  facts.push({
    label: 'Spent and reserved this month',
    value: least === undefined ? money(committed) : `at least ${money(committed)}`,
    source: least === undefined ? 'the ledger of this project' : `${least}: see Show Spending`,
    ...(least !== undefined && { tone: 'warning' }),
  });
  facts.push({
    label: 'Spending cap',
    value:
      cap === undefined
        ? 'none is set'
        : `${money(cap)}, of which ${least === undefined ? '' : 'at most '}${money(left ?? 0)} are left`,
    source: 'your settings',
    ...(verdict !== 'within' && { tone: verdict === 'over' ? 'bad' : 'warning' }),
  });
  return facts;
}

function durationFacts({ duration }: Preflight): LaunchFact[] {
  if (duration.kind === 'unknown') {
    const source = 'no provider publishes it, and no job has ended on this connection yet';
    return [{ label: 'Time', value: 'unknown', source }];
  }
  const { low, high, jobs } = duration;
  return [
    {
      label: 'Time',
      value: `${durationText(low)} to ${durationText(high)}`,
      source: `${jobs === 1 ? 'one job' : `${jobs} jobs`} that ended on this connection before`,
    },
  ];
}

const METHODS = {
  supervised: 'supervised fine-tuning',
  dpo: 'direct preference optimisation',
  reinforcement: 'reinforcement fine-tuning',
} as const;
