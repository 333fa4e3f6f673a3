import * as vscode from 'vscode';
import type { Connection } from '../../core/provider/connection.ts';
import { connectionKindInfo } from '../../core/provider/connectionKinds.ts';
import { cancelledProblem } from '../../core/util/problem.ts';
import type { Services } from '../services.ts';
import type { KnownVariant } from './comparisonStart.ts';

interface VariantItem extends vscode.QuickPickItem {
  connection: Connection;
  /** Absent: its name is typed in. */
  model?: string;
}

type Parts = Pick<Services, 'connections' | 'jobs'>;

/** Asks which models are compared, those of `known` among them. Throws `cancelled` when the user leaves. */
export async function chooseVariants(
  title: string,
  known: readonly KnownVariant[],
  parts: Parts,
): Promise<KnownVariant[]> {
  const items = await itemsFor(known, parts);
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: 'Which models are compared? Test a connection to see its models here.',
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  if (!chosen || chosen.length === 0) throw cancelledProblem();
  const variants: KnownVariant[] = [];
  for (const { connection, model } of chosen) {
    const id = model ?? (await typedModel(title, connection));
    const same = known.find(one => one.connection === connection.id && one.model === id);
    variants.push(same ?? ofModel(connection, id, parts));
  }
  return variants;
}

/** A model that a job made is called as the job, and its training file is known. */
function ofModel({ id: connection }: Connection, model: string, { jobs }: Parts): KnownVariant {
  const job = jobs.jobs().find(one => one.connection.id === connection && one.tunedModel === model);
  const training = job?.plan?.training;
  return {
    ...{ connection, model },
    ...(job && { name: job.name }),
    ...(training && { training: vscode.Uri.file(training.path) }),
  };
}

/** Models that are known: of the sandbox, of connections that were tested, and of jobs. Nothing is asked of a server. */
async function itemsFor(
  known: readonly KnownVariant[],
  { connections, jobs }: Parts,
): Promise<VariantItem[]> {
  await jobs.ready;
  const items: VariantItem[] = [];
  for (const connection of connections.connections()) {
    const { state } = await connections.facts(connection);
    const listed =
      state.kind === 'ready' ? state.models.map(({ id }) => id) : await sandboxModels(connection);
    const made = jobs
      .jobs()
      .flatMap(job => (job.connection.id === connection.id ? (job.tunedModel ?? []) : []));
    const given = known.flatMap(one => (one.connection === connection.id ? (one.model ?? []) : []));
    const models = [...new Set([...given, ...made.reverse(), ...listed])];
    for (const model of models) {
      items.push({
        ...{ label: model, description: connection.name, connection, model },
        ...(given.includes(model) && { picked: true }),
      });
    }
    if (connection.kind === 'sandbox') continue;
    const description = `${connection.name} (${connectionKindInfo[connection.kind].title})`;
    items.push({ label: '$(edit) Another model…', description, connection });
  }
  return items.sort((one, other) => Number(other.picked ?? false) - Number(one.picked ?? false));

  async function sandboxModels(connection: Connection): Promise<string[]> {
    if (connection.kind !== 'sandbox') return [];
    const provider = await connections.provider(connection);
    return (await provider.listModels(new AbortController().signal)).map(({ id }) => id);
  }
}

async function typedModel(title: string, { name }: Connection): Promise<string> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: `The name of the model of ${name}, or of the deployment on Azure.`,
    ignoreFocusOut: true,
    validateInput: text => (text.trim() === '' ? 'Write a name.' : undefined),
  });
  if (typed === undefined) throw cancelledProblem();
  return typed.trim();
}
