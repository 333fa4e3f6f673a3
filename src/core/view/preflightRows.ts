import { count } from '../text/count.ts';
import { METHOD_NAMES } from '../tune/methodNames.ts';
import type { ExpectedDuration } from '../tune/preflight/duration.ts';
import type { Preflight, SurveyedFile } from '../tune/preflight/preflight.ts';
import type { ExpectedPrice } from '../tune/preflight/price.ts';
import { money, unreadText } from './spending.ts';

/** One line of what is to be known before a launch. */
export interface PreflightRow {
  label: string;
  value: string;
}

/** What is to be known before a launch, in words, the same on every screen. */
export function preflightRows(preflight: Preflight): PreflightRow[] {
  const { model, method, connection, files, epochs, billedTokens, trainedTokens, exactTokens, end } =
    preflight;
  const about = exactTokens ? '' : 'about ';
  const rows: (PreflightRow | false)[] = [
    { label: 'Trains', value: `${model} by ${METHOD_NAMES[method]} on ${connection.name}` },
    ...files.map(file => ({
      label: file.role === 'training' ? 'Training file' : 'Validation file',
      value: fileText(file),
    })),
    { label: 'Epochs', value: epochsText(epochs) },
    {
      label: 'Tokens',
      value: `${about}${whole(billedTokens)} billed, ${about}${whole(trainedTokens)} of them trained on`,
    },
    { label: 'Price', value: priceText(preflight.price) },
    { label: 'Duration', value: durationText(preflight.duration) },
    end.text !== undefined && {
      label: 'Base model',
      value: `${end.text} (${end.endDate}, says ${end.source})`,
    },
    { label: 'Spending', value: spendingText(preflight) },
  ];
  return rows.filter(row => row !== false);
}

function fileText({ given, tokens, totals, target, onConnection }: SurveyedFile): string {
  const problems = [
    totals.error > 0 && count(totals.error, 'error'),
    totals.warning > 0 && count(totals.warning, 'warning'),
  ].filter(Boolean);
  return [
    `${given}: ${count(tokens.examples, 'example')}, ${tokens.exact ? '' : 'about '}${count(tokens.total, 'token')}`,
    tokens.cut > 0 && `${tokens.cut} cut`,
    problems.length > 0 ? `${problems.join(', ')} for ${target}` : `clean for ${target}`,
    onConnection !== undefined && 'uploaded already',
  ]
    .filter(Boolean)
    .join(', ');
}

function epochsText({ low, likely, high, basis }: Preflight['epochs']): string {
  if (basis === 'given') return String(likely);
  return `the provider chooses; likely ${likely}, ${low} to ${high} are assumed`;
}

export function priceText(price: ExpectedPrice): string {
  if (price.kind === 'free') return `nothing: ${price.reason}`;
  if (price.kind === 'unknown') return `unknown: ${price.reason}`;
  const { low, likely, high, perMillion, source, updated } = price;
  const range =
    money(low) === money(high)
      ? money(likely)
      : `likely ${money(likely)}, from ${money(low)} to ${money(high)}`;
  return `${range} (${money(perMillion)} for a million tokens, says ${source}${updated === undefined ? '' : ` of ${updated}`})`;
}

export function durationText(duration: ExpectedDuration): string {
  if (duration.kind === 'unknown') return 'unknown: none of your jobs has run on this connection yet';
  const { low, high, jobs } = duration;
  return `${timeText(low)} to ${timeText(high)}, from ${count(jobs, 'job')} of yours`;
}

/** Milliseconds as people say them. */
export function timeText(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

function spendingText({ spending: { committed, cap, unread } }: Preflight): string {
  const least = unreadText(unread);
  const spent = `${least === undefined ? '' : 'at least '}${money(committed)} spent or reserved this month`;
  const capped = cap === undefined ? 'no cap' : `the cap is ${money(cap)}`;
  return [spent, capped, least].filter(one => one !== undefined).join(', ');
}

function whole(tokens: number): string {
  return Math.round(tokens).toLocaleString('en-US');
}
