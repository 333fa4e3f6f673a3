import { condition, evaluate } from './evaluate.ts';
import { cycle } from './functions.ts';
import { member } from './member.ts';
import type { Environment } from './run.ts';
import { Frame } from './scope.ts';
import type { ForStatement } from './tree.ts';
import { isDictionary, isText, keysOf, Members, scalarText, TemplateFunction } from './values.ts';

/**
 * Runs the body once per item, with the item's names and `loop` defined. All turns share one frame, so what the
 * body sets is still there in the next turn, as in nunjucks.
 * @returns the number of items; 0 means that the `else` part is due
 */
export function runLoop(
  statement: ForStatement,
  environment: Environment,
  body: (inside: Environment) => void,
): number {
  const { run } = environment;
  const frame = new Frame(environment.frame, { keepsMacros: true });
  const inside: Environment = { ...environment, frame };
  const list = evaluate(statement.list, environment);
  const define = (values: unknown[]) => {
    statement.names.forEach(({ name }, index) => void frame.define(name, values[index]));
  };
  let turns = turnsOf(list, statement, environment);
  if (statement.condition) {
    const filter = statement.condition;
    turns = turns.filter(values => {
      define(values);
      return condition(filter, inside);
    });
  }
  const loop = loopMembers(environment, turns.length);
  frame.define('loop', loop);
  turns.forEach((values, index) => {
    run.budget.at = statement;
    run.budget.spend(1);
    define(values);
    update(loop, turns, index);
    body(inside);
  });
  return turns.length;
}

/** The values of the loop's names in each turn. */
function turnsOf(list: unknown, { names }: ForStatement, { run }: Environment): unknown[][] {
  const { budget } = run;
  const single = names.length === 1;
  if (Array.isArray(list)) {
    budget.items(list.length);
    return list.map(item => (single ? [item] : names.map((_, index) => member(item, index))));
  }
  if (isText(list)) {
    const text = scalarText(list);
    budget.items(text.length);
    return text.split('').map((character, index) => (single ? [character] : [String(index), character]));
  }
  if (single || !(isDictionary(list) || list instanceof Members)) return [];
  const keys = keysOf(list);
  budget.items(keys.length);
  return keys.map(key => [key, member(list, key)]);
}

function loopMembers(environment: Environment, length: number): Members {
  const outer = environment.frame.get('loop');
  const depth = outer instanceof Members ? Number(outer.values.get('depth') ?? 0) : 0;
  const loop: Members = new Members([
    ['length', length],
    ['depth', depth + 1],
    ['depth0', depth],
  ]);
  const next = new TemplateFunction('cycle', ({ positional }) =>
    cycle(positional, Number(loop.values.get('index0'))),
  );
  loop.values.set('cycle', next);
  return loop;
}

function update({ values }: Members, turns: readonly unknown[][], index: number): void {
  const { length } = turns;
  values.set('index', index + 1);
  values.set('index0', index);
  values.set('revindex', length - index);
  values.set('revindex0', length - index - 1);
  values.set('first', index === 0);
  values.set('last', index === length - 1);
  values.set('previtem', turns[index - 1]?.[0]);
  values.set('nextitem', turns[index + 1]?.[0]);
}

/** The members of `loop`, for completion. */
export const LOOP_MEMBERS: readonly string[] = [
  ...['index', 'index0', 'revindex', 'revindex0', 'first', 'last', 'length'],
  ...['previtem', 'nextitem', 'depth', 'depth0', 'cycle'],
];
