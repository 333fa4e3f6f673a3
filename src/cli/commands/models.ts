import type { Connection } from '../../core/provider/connection.ts';
import type { ListedModel } from '../../core/provider/provider.ts';
import { dayOfTime, endText, modelTables } from '../../core/targets/models/modelInfo.ts';
import { formatPrice, formatTokens } from '../../core/view/connectionRows.ts';
import { systemClock } from '../../node/systemClock.ts';
import { textOption } from '../arguments.ts';
import type { Command } from '../command.ts';
import { chooseConnection } from '../connection/chooseConnection.ts';
import { CONNECTION_OPTION } from '../connection/connectionOption.ts';
import { openProvider } from '../connection/openProvider.ts';
import { EXIT, type Io } from '../io.ts';
import { neutral } from '../terminal/neutral.ts';
import { textTable } from '../terminal/textTable.ts';

export const models: Command = {
  name: 'models',
  summary: 'List the models of a connection, with context, price and end date.',
  usage: '[--connection C] [--output text|json]',
  details: 'Prices are US dollars for a million tokens. A dash stands for what nobody tells.',
  options: [
    CONNECTION_OPTION,
    { name: 'output', value: 'FORMAT', description: 'A table or a list in JSON.', choices: ['text', 'json'] },
  ],
  examples: [
    { line: 'tunewright models', does: 'lists the models of the sandbox, your tunes among them' },
    { line: 'tunewright models --connection openai', does: 'lists what your key may use' },
  ],
  async run(given, io) {
    const connection = await chooseConnection(textOption(given, 'connection'), io);
    const { provider, close } = await openProvider(connection, io);
    try {
      const listed = await provider.listModels(io.signal);
      if (textOption(given, 'output') === 'json') {
        await io.stdout.write(`${JSON.stringify(listed, null, 2)}\n`);
      } else {
        await io.stdout.write(table(listed, io));
        await io.stderr.write(note(listed, connection));
      }
    } finally {
      await close();
    }
    return EXIT.clean;
  },
};

function table(listed: readonly ListedModel[], io: Io): string {
  if (listed.length === 0) return '';
  const today = dayOfTime(systemClock.now());
  return textTable(
    ['model', 'context', 'price', 'end'],
    listed.map(model => cells(model, today)),
    io,
  );
}

function cells({ id, contextTokens, price, endDate }: ListedModel, today: string): string[] {
  return [
    neutral(id),
    contextTokens === undefined ? '-' : formatTokens(contextTokens),
    (price && formatPrice(price)) || '-',
    endDate === undefined ? '-' : `${endDate}, ${endText(today, endDate)}`,
  ];
}

/** Where the numbers come from that the server did not tell. */
function note(listed: readonly ListedModel[], { kind, name }: Connection): string {
  if (listed.length === 0) return `${neutral(`${name} lists no models.`)}\n`;
  const table = Object.hasOwn(modelTables, kind) ? modelTables[kind] : undefined;
  const isUsed = listed.some(({ fromTable }) => fromTable.length > 0);
  return table && isUsed ? `What the server does not tell is from our table of ${table.updated}.\n` : '';
}
