import path from 'node:path';
import { buildDataset } from '../../core/build/buildDataset.ts';
import type { BuildMethod } from '../../core/build/buildExample.ts';
import { guessMapping } from '../../core/rows/mapColumns.ts';
import type { RowTable } from '../../core/rows/row.ts';
import { analysePrompt } from '../../core/template/promptFile/analysePrompt.ts';
import { diagnosePrompt } from '../../core/template/promptFile/diagnosePrompt.ts';
import { suggest } from '../../core/util/suggest.ts';
import { variablesOf } from '../../node/batch/batchPlan.ts';
import { readSource } from '../../node/batch/readSource.ts';
import { writeBuilt } from '../../node/batch/writeBuilt.ts';
import { type Arguments, textOption, usageProblem } from '../arguments.ts';
import { EXIT, type Io } from '../io.ts';
import { findingText } from '../prompt/findingText.ts';
import { GivenValues } from '../prompt/givenValues.ts';
import { type OpenPrompt, openPrompt } from '../prompt/openPrompt.ts';
import { readMapping } from '../run/batchOptions.ts';
import { neutral } from '../terminal/neutral.ts';
import { tellBuilt } from './tellBuilt.ts';

/** `tunewright build TABLE --template T`. */
export class TableBuild {
  readonly #given: Arguments;
  readonly #io: Io;

  constructor(given: Arguments, io: Io) {
    this.#given = given;
    this.#io = io;
  }

  async run(name: string): Promise<number> {
    const { cwd, signal, renderPrompt, stderr } = this.#io;
    const template = textOption(this.#given, 'template') ?? '';
    const prompt = await openPrompt(template, this.#io, textOption(this.#given, 'root'));
    if (await this.#isBroken(prompt)) return EXIT.findings;
    const source = path.resolve(cwd, name);
    const read = await readSource(source, signal);
    if (read.kind !== 'table') throw usageProblem(`${name} is a folder.`, 'Name a table.');
    const { table } = read;
    for (const { message } of table.faults) await stderr.write(`${neutral(message)}\n`);
    const values = await this.#values(prompt, template);
    const mapping = this.#mapping(prompt, table, values);
    const answer = this.#column('answer', table);
    const rejected = this.#column('rejected', table);
    const method = (textOption(this.#given, 'method') ?? 'sft') as BuildMethod;
    const shape = { method, mapping, ...(answer && { answer }), ...(rejected && { rejected }) };
    const built = await buildDataset(prompt.file, table, shape, values, { signal, renderPrompt });
    const out = textOption(this.#given, 'out');
    const place = { source, suffix: method, ...(out !== undefined && { out: path.resolve(cwd, out) }) };
    return tellBuilt(built, table.faultCount, () => writeBuilt(built, place), this.#io);
  }

  async #isBroken({ file, ...prompt }: OpenPrompt): Promise<boolean> {
    const known = new Set(variablesOf(file));
    const findings = diagnosePrompt(file, analysePrompt(file), { known });
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) await this.#io.stderr.write(findingText({ file, ...prompt }, errors, this.#io));
    return errors.length > 0;
  }

  async #values({ file }: OpenPrompt, template: string): Promise<Record<string, unknown>> {
    const given = await GivenValues.read(this.#given, this.#io, path.resolve(this.#io.cwd, template));
    return given.valuesFor(file.inputs, new Set(variablesOf(file)));
  }

  #mapping({ file }: OpenPrompt, table: RowTable, values: Record<string, unknown>) {
    const variables = variablesOf(file);
    const mapping = readMapping(this.#given);
    for (const [variable, column] of Object.entries(mapping)) {
      if (!variables.includes(variable)) {
        throw usageProblem(`The template has no variable called ${variable}.`, suggest(variable, variables));
      }
      this.#checkColumn(column, table);
    }
    const open = variables.filter(one => !Object.hasOwn(values, one) && !Object.hasOwn(mapping, one));
    return { ...guessMapping(open, table.columns), ...mapping };
  }

  #column(option: string, table: RowTable): string | undefined {
    const column = textOption(this.#given, option);
    if (column !== undefined) this.#checkColumn(column, table);
    return column;
  }

  #checkColumn(column: string, { columns }: RowTable): void {
    if (!columns.includes(column))
      throw usageProblem(`There is no column "${column}".`, suggest(column, columns));
  }
}
