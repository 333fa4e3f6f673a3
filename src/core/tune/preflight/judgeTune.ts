import type { Job } from '../../jobs/job.ts';
import type { CapAnswer } from '../../ledger/cap.ts';
import { baseModelOf, modelInfo, modelTables } from '../../targets/models/modelInfo.ts';
import { connectionKindInfo } from '../../provider/connectionKinds.ts';
import { DYING_DAYS, modelEnd } from '../checkModel.ts';
import type { TuneFinding } from '../parseTune.ts';
import { isFreeOfCharge, type TuneCheck } from '../tuneContext.ts';
import { nameOfTune } from './planOfTune.ts';
import { expectedDuration } from './duration.ts';
import { expectedEpochs } from './epochs.ts';
import { issuesOf } from './issues.ts';
import type { Preflight, PreflightIssue, SurveyedFile } from './preflight.ts';
import { type ExpectedPrice, expectedPrice } from './price.ts';

export interface Judged {
  check: TuneCheck;
  /** What `checkTune` found. */
  findings: readonly TuneFinding[];
  files: SurveyedFile[];
  /** All jobs of this machine: how long they took says how long this one may take. */
  jobs: readonly Job[];
  /** Asks the ledger about a price (US dollars, null when it is unknown). */
  allows(usd: number | null): Promise<CapAnswer>;
  /** What of the surroundings speaks against any launch. */
  obstacles: readonly PreflightIssue[];
}

/** Puts together what is to be known before a launch. The tune must name a connection that there is. */
export async function judgeTune(judged: Judged): Promise<Preflight> {
  const { check, findings, files, jobs, allows, obstacles } = judged;
  const { tune } = check;
  const connection = check.connection!;
  const training = files.find(({ role }) => role === 'training')!.tokens;
  const epochs = expectedEpochs(tune.hyperparameters?.n_epochs, training.examples);
  const price = priceOf(check, training, epochs);
  const billedTokens = training.billed * epochs.likely;
  const spending = await allows(price.kind === 'known' ? price.high : price.kind === 'free' ? 0 : null);
  const end = modelEnd(check);
  const preflight: Preflight = {
    name: nameOfTune(tune),
    connection: { id: connection.id, kind: connection.kind, name: connection.name },
    model: tune.model,
    method: tune.method ?? 'supervised',
    files,
    epochs,
    billedTokens,
    trainedTokens: training.trained * epochs.likely,
    exactTokens: training.exact,
    price,
    duration: expectedDuration(billedTokens, connection, jobs),
    end,
    spending,
    issues: [],
    consent: 'free',
  };
  preflight.issues = [...obstacles, ...issuesOf(preflight, findings)];
  preflight.consent = consentFor(preflight);
  return preflight;
}

/** The longest example of the model that a tune begins with, in tokens; undefined when nobody tells. */
export function exampleLimit({ tune, connection, today }: TuneCheck): number | undefined {
  return connection && modelInfo(connection.kind, tune.model, today)?.exampleTokens;
}

function priceOf(
  { tune, connection, models, today }: TuneCheck,
  { billed, exact }: SurveyedFile['tokens'],
  epochs: Preflight['epochs'],
): ExpectedPrice {
  if (!connection) return { kind: 'unknown', reason: 'The connection is not known.' };
  if (isFreeOfCharge(connection)) {
    return { kind: 'free', reason: `${connectionKindInfo[connection.kind].title} runs on your own machine.` };
  }
  const base = baseModelOf(tune.model);
  const listed = models(connection)?.find(one => one.id === tune.model || one.id === base);
  const told = listed?.price?.training !== undefined && !listed.fromTable.includes('price');
  const info = modelInfo(connection.kind, tune.model, today);
  const price = told ? listed.price : info?.price;
  // Reinforcement is charged otherwise than by the tokens of its file where it is charged by the hour.
  const updated = told ? undefined : (info?.updated ?? modelTables[connection.kind]?.updated);
  const source = told ? connection.name : 'our table';
  return expectedPrice({ billed, exact, epochs, price, source, ...(updated !== undefined && { updated }) });
}

function consentFor({ issues, end }: Preflight): Preflight['consent'] {
  if (issues.some(({ severity }) => severity === 'error')) return 'blocked';
  if (end.days !== undefined && end.days <= DYING_DAYS) return 'typed';
  return issues.some(({ severity }) => severity === 'warning') ? 'asked' : 'free';
}
