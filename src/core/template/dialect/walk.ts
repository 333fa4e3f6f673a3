import { bodiesOf, childExpressions, type Expression, type Statement } from './tree.ts';

export interface TemplateVisitor {
  statement?(statement: Statement): void;
  expression?(expression: Expression): void;
}

/** Visits every statement and expression of a template, outer ones first. */
export function walkTemplate(statements: readonly Statement[], visitor: TemplateVisitor): void {
  for (const statement of statements) {
    visitor.statement?.(statement);
    for (const expression of expressionsOf(statement)) walkExpression(expression, visitor);
    for (const body of bodiesOf(statement)) walkTemplate(body, visitor);
  }
}

function walkExpression(expression: Expression, visitor: TemplateVisitor): void {
  visitor.expression?.(expression);
  for (const child of childExpressions(expression)) walkExpression(child, visitor);
  if (expression.kind === 'caller') {
    for (const { defaultValue } of expression.parameters)
      if (defaultValue) walkExpression(defaultValue, visitor);
  }
  if (expression.kind === 'capture' || expression.kind === 'caller') walkTemplate(expression.body, visitor);
}

/** The expressions directly in a statement's own tag. */
function expressionsOf(statement: Statement): Expression[] {
  switch (statement.kind) {
    case 'output':
      return [statement.value];
    case 'if':
      return [statement.condition];
    case 'for':
      return statement.condition ? [statement.list, statement.condition] : [statement.list];
    case 'switch':
      return [statement.value, ...statement.cases.map(each => each.value)];
    case 'set':
      return statement.value ? [statement.value] : [];
    case 'macro':
      return statement.parameters.map(parameter => parameter.defaultValue).filter(value => value !== null);
    case 'extends':
    case 'include':
    case 'import':
    case 'from-import':
      return [statement.template];
    default:
      return [];
  }
}
