import { applyEdits, findNodeAtLocation, type JSONPath, modify, type Node } from 'jsonc-parser';
import type { RuleLevel } from '../lint/rule.ts';
import type { SuppressionEntry } from './project.ts';
import { TreeReader } from './treeReader.ts';

/**
 * The text of a project file in which a rule has another severity. Comments and layout stay as they are. Where an
 * entry of `datasets` sets the rule too, it is changed there as well, or it would win. Undefined when the file cannot
 * be edited before somebody mends its syntax.
 */
export function withRuleSeverity(text: string, ruleId: string, level: RuleLevel): string | undefined {
  const reader = new TreeReader(text);
  const root = reader.root();
  if (reader.broken || (root && root.type !== 'object')) return undefined;
  if (!root)
    return `${text.trimEnd()}${text.trim() === '' ? '' : '\n'}{\n  "rules": {\n    "${ruleId}": "${level}"\n  }\n}\n`;
  const rules = findNodeAtLocation(root, ['rules']);
  if (rules && rules.type !== 'object') return undefined;
  const entries = findNodeAtLocation(root, ['datasets'])?.children ?? [];
  const paths: JSONPath[] = [
    ['rules', ruleId],
    ...entries
      .map((_, index) => ['datasets', index, 'rules', ruleId])
      .filter(path => findNodeAtLocation(root, path)),
  ];
  return paths.reduce((edited, path) => setLevel(edited, root, path, level), text);
}

/**
 * The text of a project file with one more suppression. Comments and layout stay as they are. Undefined when the file
 * cannot be edited before somebody mends its syntax.
 */
export function withSuppression(text: string, suppression: SuppressionEntry): string | undefined {
  const reader = new TreeReader(text);
  const root = reader.root();
  if (reader.broken || (root && root.type !== 'object')) return undefined;
  if (!root) {
    const fresh = JSON.stringify({ suppressions: [suppression] }, null, 2);
    return `${text.trimEnd()}${text.trim() === '' ? '' : '\n'}${fresh}\n`;
  }
  const list = findNodeAtLocation(root, ['suppressions']);
  if (list && list.type !== 'array') return undefined;
  const formattingOptions = layoutOf(text);
  const edits = list
    ? modify(text, ['suppressions', list.children?.length ?? 0], suppression, {
        formattingOptions,
        isArrayInsertion: true,
      })
    : modify(text, ['suppressions'], [suppression], {
        formattingOptions,
        ...(endsInComment(text, root) ? { getInsertionIndex: () => 0 } : {}),
      });
  return applyEdits(text, edits);
}

function setLevel(text: string, root: Node, path: JSONPath, level: RuleLevel): string {
  const holdsOptions = findNodeAtLocation(root, path)?.type === 'object';
  const object = findNodeAtLocation(root, path.slice(0, -1)) ?? root;
  const edits = modify(text, holdsOptions ? [...path, 'severity'] : path, level, {
    formattingOptions: layoutOf(text),
    ...(endsInComment(text, object) ? { getInsertionIndex: () => 0 } : {}),
  });
  return applyEdits(text, edits);
}

/** A comment after the last member would come to stand behind a member that is added there. */
export function endsInComment(text: string, object: Node): boolean {
  const last = object.children?.at(-1);
  return (
    last !== undefined && /[/]/.test(text.slice(last.offset + last.length, object.offset + object.length))
  );
}

/** The indentation and line ends that the file has. */
export function layoutOf(text: string): { insertSpaces: boolean; tabSize: number; eol: string } {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}
