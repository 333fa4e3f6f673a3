import type { Connection } from '../../core/provider/connection.ts';
import { toProblemData } from '../../core/util/problem.ts';
import type { Offer, Teller } from '../tell.ts';
import { withCancellableProgress } from '../withCancellableProgress.ts';
import type { ConnectionService } from './connectionService.ts';
import { enterKey } from './enterKey.ts';

/** Asks the server for its models, visibly and cancellably, and says how it went. */
export async function testConnection(
  service: ConnectionService,
  connection: Connection,
  tell: Teller,
): Promise<void> {
  try {
    const models = await withCancellableProgress(
      `Asking ${connection.name} for its models`,
      async (signal, report) => {
        const waits = service.onWait(({ connectionId, wait }) => {
          if (connectionId === connection.id)
            report(`${wait.problem.message} Waiting ${Math.ceil(wait.milliseconds / 1000)} s.`);
        });
        try {
          return await service.test(connection, signal);
        } finally {
          waits.dispose();
        }
      },
    );
    tell.done(`${connection.name} answered: ${models.length === 1 ? '1 model' : `${models.length} models`}.`);
  } catch (error) {
    tell.failed(error, ...offersFor(service, connection, error, tell));
  }
}

function offersFor(
  service: ConnectionService,
  connection: Connection,
  error: unknown,
  tell: Teller,
): Offer[] {
  const again = { title: 'Try Again', run: () => testConnection(service, connection, tell) };
  if (toProblemData(error).code !== 'unauthorized') return [again];
  const enter = async () => {
    if (await enterKey(service, connection)) await testConnection(service, connection, tell);
  };
  return [{ title: 'Enter Key', run: enter }, again];
}
