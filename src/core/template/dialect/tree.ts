import type { TemplateRange } from './errors.ts';

/** A name as written in the template. */
export interface NameReference extends TemplateRange {
  name: string;
}

export type Expression =
  | LiteralExpression
  | NameExpression
  | ListExpression
  | DictExpression
  | LookupExpression
  | SliceExpression
  | CallExpression
  | FilterExpression
  | TestExpression
  | UnaryExpression
  | BinaryExpression
  | ChoiceExpression
  | CaptureExpression
  | CallerExpression;

export interface LiteralExpression extends TemplateRange {
  kind: 'literal';
  value: string | number | boolean | null;
}

export interface NameExpression extends NameReference {
  kind: 'name';
}

/** `[a, b]`; a `group` is `(a, b)`, whose value is its last item. */
export interface ListExpression extends TemplateRange {
  kind: 'list' | 'group';
  items: Expression[];
}

export interface DictExpression extends TemplateRange {
  kind: 'dict';
  entries: { key: string; value: Expression }[];
}

/** `target.key` or `target[key]`. */
export interface LookupExpression extends TemplateRange {
  kind: 'lookup';
  target: Expression;
  key: Expression;
}

/** `target[from:to:step]`; a missing part is null. */
export interface SliceExpression extends TemplateRange {
  kind: 'slice';
  target: Expression;
  from: Expression | null;
  to: Expression | null;
  step: Expression | null;
}

export interface Arguments {
  positional: Expression[];
  named: { name: string; value: Expression }[];
}

export interface CallExpression extends TemplateRange {
  kind: 'call';
  callee: Expression;
  args: Arguments;
}

export interface FilterExpression extends TemplateRange {
  kind: 'filter';
  name: NameReference;
  input: Expression;
  args: Arguments;
}

export interface TestExpression extends TemplateRange {
  kind: 'test';
  name: NameReference;
  input: Expression;
  args: Arguments;
}

/** `floor` rounds down: it is how `//` is carried out. */
export interface UnaryExpression extends TemplateRange {
  kind: 'unary';
  operator: '!' | '-' | '+' | 'floor';
  operand: Expression;
}

export type BinaryOperator =
  | ('||' | '&&' | '==' | '===' | '!=' | '!==' | '<' | '>' | '<=' | '>=')
  | ('+' | '-' | '*' | '/' | '%' | '**' | 'in');

export interface BinaryExpression extends TemplateRange {
  kind: 'binary';
  operator: BinaryOperator;
  left: Expression;
  right: Expression;
}

/** `then if condition else otherwise`. */
export interface ChoiceExpression extends TemplateRange {
  kind: 'choice';
  condition: Expression;
  then: Expression;
  otherwise: Expression | null;
}

/** The rendered body of a `{% filter %}` block. */
export interface CaptureExpression extends TemplateRange {
  kind: 'capture';
  body: Statement[];
}

/** The body of a `{% call %}` block, handed to the macro as `caller`. */
export interface CallerExpression extends TemplateRange {
  kind: 'caller';
  parameters: Parameter[];
  body: Statement[];
}

export interface Parameter extends NameReference {
  /** Null when the argument has no default. */
  defaultValue: Expression | null;
}

/** Each statement's range is its (opening) tag, or for text the text before trimming. */
export type Statement =
  | TextStatement
  | OutputStatement
  | IfStatement
  | ForStatement
  | SwitchStatement
  | SetStatement
  | MacroStatement
  | BlockStatement
  | ExtendsStatement
  | IncludeStatement
  | ImportStatement
  | FromImportStatement;

export interface TextStatement extends TemplateRange {
  kind: 'text';
  value: string;
  /** Where the first character of `value` is in the template. */
  offset: number;
}

export interface OutputStatement extends TemplateRange {
  kind: 'output';
  value: Expression;
  /** The end of the `endcall` or `endfilter` tag; for `{{ }}` the end of the tag. */
  blockEnd: number;
}

export interface IfStatement extends TemplateRange {
  kind: 'if';
  condition: Expression;
  body: Statement[];
  otherwise: Statement[];
}

export interface ForStatement extends TemplateRange {
  kind: 'for';
  names: NameReference[];
  list: Expression;
  /** `for item in list if condition`, where the condition reads the item; null otherwise. */
  condition: Expression | null;
  body: Statement[];
  otherwise: Statement[];
  /** The end of the `endfor` tag. */
  blockEnd: number;
}

export interface SwitchStatement extends TemplateRange {
  kind: 'switch';
  value: Expression;
  cases: { value: Expression; body: Statement[] }[];
  otherwise: Statement[];
}

export interface SetTarget extends NameReference {
  /** The part after the dot in `set name.property = value`; null for a plain name. */
  property: string | null;
}

export interface SetStatement extends TemplateRange {
  kind: 'set';
  targets: SetTarget[];
  /** Null for a set block, whose value is its rendered body. */
  value: Expression | null;
  body: Statement[];
}

export interface MacroStatement extends TemplateRange {
  kind: 'macro';
  name: NameReference;
  parameters: Parameter[];
  body: Statement[];
  /** The end of the `endmacro` tag. */
  blockEnd: number;
}

export interface BlockStatement extends TemplateRange {
  kind: 'block';
  name: NameReference;
  body: Statement[];
}

export interface ExtendsStatement extends TemplateRange {
  kind: 'extends';
  template: Expression;
}

export interface IncludeStatement extends TemplateRange {
  kind: 'include';
  template: Expression;
  ignoreMissing: boolean;
}

export interface ImportStatement extends TemplateRange {
  kind: 'import';
  template: Expression;
  target: NameReference;
  withContext: boolean;
}

export interface FromImportStatement extends TemplateRange {
  kind: 'from-import';
  template: Expression;
  names: { name: NameReference; alias: NameReference }[];
  withContext: boolean;
}

/** The expressions directly inside an expression, in reading order. */
export function childExpressions(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'list':
    case 'group':
      return expression.items;
    case 'dict':
      return expression.entries.map(entry => entry.value);
    case 'lookup':
      return [expression.target, expression.key];
    case 'slice':
      return [expression.target, expression.from, expression.to, expression.step].filter(
        part => part !== null,
      );
    case 'call':
      return [expression.callee, ...argumentExpressions(expression.args)];
    case 'filter':
    case 'test':
      return [expression.input, ...argumentExpressions(expression.args)];
    case 'unary':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'choice':
      return [expression.then, expression.condition, expression.otherwise].filter(part => part !== null);
    default:
      return [];
  }
}

function argumentExpressions({ positional, named }: Arguments): Expression[] {
  return [...positional, ...named.map(argument => argument.value)];
}

/** The statements directly inside a statement, part by part. */
export function bodiesOf(statement: Statement): Statement[][] {
  switch (statement.kind) {
    case 'if':
    case 'for':
      return [statement.body, statement.otherwise];
    case 'switch':
      return [...statement.cases.map(each => each.body), statement.otherwise];
    case 'set':
    case 'macro':
    case 'block':
      return [statement.body];
    default:
      return [];
  }
}
