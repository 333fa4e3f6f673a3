import { baseModelOf, daysBetween, endText, modelInfo, modelTables } from '../targets/models/modelInfo.ts';
import { suggest } from '../util/suggest.ts';
import { METHOD_NAMES } from './methodNames.ts';
import type { TuneFinding } from './parseTune.ts';
import { at, type TuneCheck } from './tuneContext.ts';

/** A model that ends within so many days is warned of, and its launch is to be confirmed by typing. */
export const DYING_DAYS = 90;

/** When a base model ends, and whether it takes new jobs. */
export interface ModelEnd {
  /** YYYY-MM-DD; absent when no end is known. */
  endDate?: string;
  /** Days that are left; negative when it is over. */
  days?: number;
  /** Such as "stops answering in 54 days". */
  text?: string;
  lastJobDate?: string;
  jobsEnded: boolean;
  /** Where this is known from. */
  source?: string;
}

/** What is known of the end of the model that a tune begins with: by the server when it was asked, else by our table. */
export function modelEnd({ tune, connection, models, today }: TuneCheck): ModelEnd {
  if (!connection) return { jobsEnded: false };
  const base = baseModelOf(tune.model);
  const info = modelInfo(connection.kind, tune.model, today);
  const listed = models(connection)?.find(one => one.id === tune.model || one.id === base);
  const told = listed?.endDate !== undefined && !listed.fromTable.includes('endDate');
  const endDate = told ? listed.endDate : info?.endDate;
  const source = told ? connection.name : info && `the table of ${info.updated}`;
  return {
    jobsEnded: info?.jobsEnded ?? false,
    ...(info?.lastJobDate !== undefined && { lastJobDate: info.lastJobDate }),
    ...(endDate !== undefined && {
      endDate,
      days: daysBetween(today, endDate),
      text: endText(today, endDate),
      ...(source !== undefined && { source }),
    }),
  };
}

/** Whether the model can be trained at all, in this way, and for how long the result will be of use. */
export function checkModel(check: TuneCheck): TuneFinding[] {
  return [...checkEnd(check), ...checkMethod(check), ...checkName(check)];
}

function checkEnd(check: TuneCheck): TuneFinding[] {
  const { tune, connection, today } = check;
  const { endDate, days, text, jobsEnded, lastJobDate, source } = modelEnd(check);
  const findings: TuneFinding[] = [];
  const remedy = 'Choose a model that stays, or another provider: the same files train elsewhere.';
  if (days !== undefined && days <= 0) {
    const message = `${tune.model} ${text} (${endDate}, says ${source}).`;
    return [at(check, ['model'], { rule: 'launch/model-retired', severity: 'error', message, remedy })];
  }
  if (jobsEnded) {
    const message = `${tune.model} takes no new jobs since ${lastJobDate}.`;
    return [at(check, ['model'], { rule: 'launch/model-retired', severity: 'error', message, remedy })];
  }
  if (days !== undefined && days <= DYING_DAYS) {
    const message = `${tune.model} ${text}, and what is trained from it ends with it (${endDate}, says ${source}).`;
    findings.push(
      at(check, ['model'], { rule: 'launch/model-retired', severity: 'warning', message, remedy }),
    );
  }
  if (connection?.kind === 'openai' && lastJobDate !== undefined) {
    const left = daysBetween(today, lastJobDate);
    const message = `OpenAI is closing its fine-tuning: no new jobs after ${lastJobDate}, in ${left} days, and none for organisations that have not used it lately.`;
    const more = 'Tune elsewhere with the same files, or rehearse in the sandbox.';
    findings.push(
      at(check, ['connection'], {
        rule: 'launch/platform-closed',
        severity: 'warning',
        message,
        remedy: more,
      }),
    );
  }
  return findings;
}

function checkMethod(check: TuneCheck): TuneFinding[] {
  const { tune, connection, today } = check;
  if (!connection) return [];
  const method = tune.method ?? 'supervised';
  const place = tune.method === undefined ? ['model'] : ['method'];
  const name = METHOD_NAMES[method];
  const offered = check.capabilities(connection)?.methods;
  if (offered && offered.length > 0 && !offered.includes(method)) {
    const message = `${connection.name} does not offer ${name}.`;
    const remedy = `It offers ${offered.map(one => METHOD_NAMES[one]).join(', ')}.`;
    return [at(check, place, { rule: 'tune/method', severity: 'error', message, remedy })];
  }
  const info = modelInfo(connection.kind, tune.model, today);
  // A table that names vision or completion only says nothing against supervised training.
  if (!info || info.methods.length === 0 || info.methods.includes(method)) return [];
  const names = info.methods.flatMap(one =>
    one in METHOD_NAMES ? [METHOD_NAMES[one as keyof typeof METHOD_NAMES]] : [one],
  );
  const message = `${tune.model} is not offered for ${name}.`;
  const remedy = `The table of ${info.updated} lists it for ${names.join(', ')}.`;
  return [at(check, place, { rule: 'launch/model-retired', severity: 'error', message, remedy })];
}

/** A name that nobody knows is at most a warning: tables and lists age. */
function checkName(check: TuneCheck): TuneFinding[] {
  const { tune, connection, today } = check;
  if (!connection || modelInfo(connection.kind, tune.model, today)) return [];
  const listed = check.models(connection)?.map(one => one.id);
  const table = Object.hasOwn(modelTables, connection.kind) ? modelTables[connection.kind] : undefined;
  const known = listed ?? table?.models.filter(row => !isOver(row.endDate, today)).map(row => row.id);
  if (!known || known.length === 0 || known.includes(tune.model)) return [];
  const who = listed ? connection.name : `our table of ${table?.updated}`;
  const message = `"${tune.model}" is not among the models of ${who}.`;
  const severity = listed ? 'warning' : 'info';
  return [
    at(check, ['model'], { rule: 'tune/model', severity, message, remedy: suggest(tune.model, known) }),
  ];
}

function isOver(endDate: string | undefined, today: string): boolean {
  return endDate !== undefined && daysBetween(today, endDate) <= 0;
}
