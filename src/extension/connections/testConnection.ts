import type { Connection } from '../../core/provider/connection.ts';
import { type ProblemCode, toProblemData } from '../../core/util/problem.ts';
import { modelCount } from '../../core/view/connectionRows.ts';
import type { Offer, Teller } from '../tell.ts';
import { withCancellableProgress } from '../withCancellableProgress.ts';
import type { ConnectionService } from './connectionService.ts';
import { changeAddress, hasAddress } from './editConnection.ts';
import { enterKey } from './enterKey.ts';
import { waitInWords } from './waitInWords.ts';

/**
 * Asks the server for its models, visibly and cancellably, and says how it went. It takes an id, since between an offer
 * and its acceptance the connection may have changed or gone.
 */
export async function testConnection(service: ConnectionService, id: string, tell: Teller): Promise<void> {
  const connection = service.connection(id);
  if (!connection) return;
  try {
    const models = await askForModels(service, connection);
    tell.done(`${connection.name} answered: ${modelCount(models.length)}.`);
  } catch (error) {
    tell.failed(error, ...offersFor(service, connection, toProblemData(error).code, tell));
  }
}

function askForModels(service: ConnectionService, connection: Connection) {
  return withCancellableProgress(`Asking ${connection.name} for its models`, async (signal, report) => {
    const waits = service.onWait(({ connectionId, wait }) => {
      if (connectionId === connection.id) report(waitInWords(wait));
    });
    try {
      return await service.test(connection, signal);
    } finally {
      waits.dispose();
    }
  });
}

/** What may mend it. Each offer that changed something leads to another test. */
function offersFor(service: ConnectionService, { id }: Connection, code: ProblemCode, tell: Teller): Offer[] {
  const again = () => testConnection(service, id, tell);
  const thenAgain = (change: (connection: Connection) => Promise<boolean>) => async () => {
    const connection = service.connection(id);
    if (connection && (await change(connection))) await again();
  };
  const offers: Offer[] = [{ title: 'Try Again', run: again }];
  const connection = service.connection(id);
  if (code === 'unauthorized')
    offers.unshift({ title: 'Enter Key', run: thenAgain(one => enterKey(service, one)) });
  if (MAY_BE_THE_ADDRESS.has(code) && connection && hasAddress(connection))
    offers.push({ title: 'Change Address', run: thenAgain(one => changeAddress(service, one)) });
  return offers;
}

const MAY_BE_THE_ADDRESS: ReadonlySet<ProblemCode> = new Set(['unreachable', 'not-found', 'bad-response']);
