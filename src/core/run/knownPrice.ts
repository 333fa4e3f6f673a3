import type { Connection } from '../provider/connection.ts';
import { runsHere } from '../provider/connectionKinds.ts';
import { ownPrice } from '../provider/connectionPrices.ts';
import type { ModelPrice } from '../provider/provider.ts';
import { dayOfTime, modelInfo } from '../targets/models/modelInfo.ts';
import type { Clock } from '../util/clock.ts';

/**
 * US dollars for a million tokens, without asking anybody: what the user says of the connection, else our dated table;
 * undefined when neither tells. The table has the prices of tunes only: what calling their bases costs, it does not say.
 * Nobody pays for what runs on this machine.
 */
export function knownPrice(
  connection: Pick<Connection, 'kind' | 'prices'>,
  model: string,
  clock: Clock,
): ModelPrice | undefined {
  const own = ownPrice(connection, model);
  if (own) return own;
  const { kind } = connection;
  if (runsHere(kind)) return { input: 0, output: 0 };
  const info = modelInfo(kind, model, dayOfTime(clock.now()));
  return info?.tuned ? info.price : undefined;
}
