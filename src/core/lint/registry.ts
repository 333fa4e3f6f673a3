import type { ExampleRule, Rule } from './rule.ts';
import { consecutiveSameRole } from './rules/chat/consecutive-same-role.ts';
import { contentEmpty } from './rules/chat/content-empty.ts';
import { contentMissing } from './rules/chat/content-missing.ts';
import { contentType } from './rules/chat/content-type.ts';
import { lastNotAssistant } from './rules/chat/last-not-assistant.ts';
import { messagesEmpty } from './rules/chat/messages-empty.ts';
import { noAssistant } from './rules/chat/no-assistant.ts';
import { noUser } from './rules/chat/no-user.ts';
import { nothingTrained } from './rules/chat/nothing-trained.ts';
import { reservedMarker } from './rules/chat/reserved-marker.ts';
import { roleMissing } from './rules/chat/role-missing.ts';
import { roleNotAllowed } from './rules/chat/role-not-allowed.ts';
import { roleOrder } from './rules/chat/role-order.ts';
import { roleUnknown } from './rules/chat/role-unknown.ts';
import { rootWeight } from './rules/chat/root-weight.ts';
import { systemPosition } from './rules/chat/system-position.ts';
import { unknownMessageKey } from './rules/chat/unknown-message-key.ts';
import { weightInvalid } from './rules/chat/weight-invalid.ts';
import { duplicateExample } from './rules/dataset/duplicate-example.ts';
import { fileTooLarge } from './rules/dataset/file-too-large.ts';
import { tooFewExamples } from './rules/dataset/too-few-examples.ts';
import { bom } from './rules/encoding/bom.ts';
import { invisibleCharacter } from './rules/encoding/invisible-character.ts';
import { loneSurrogate } from './rules/encoding/lone-surrogate.ts';
import { mojibake } from './rules/encoding/mojibake.ts';
import { notUtf8 } from './rules/encoding/not-utf8.ts';
import { unusualLineTerminator } from './rules/encoding/unusual-line-terminator.ts';
import { blankLine } from './rules/json/blank-line.ts';
import { duplicateKey } from './rules/json/duplicate-key.ts';
import { invalidSyntax } from './rules/json/invalid-syntax.ts';
import { multipleValues } from './rules/json/multiple-values.ts';
import { nonFiniteNumber } from './rules/json/non-finite-number.ts';
import { notAnObject } from './rules/json/not-an-object.ts';
import { notLineDelimited } from './rules/json/not-line-delimited.ts';
import { pythonLiteral } from './rules/json/python-literal.ts';
import { rawControlCharacter } from './rules/json/raw-control-character.ts';
import { strayComma } from './rules/json/stray-comma.ts';
import { wrongExtension } from './rules/json/wrong-extension.ts';
import { identicalPair } from './rules/preference/identical-pair.ts';
import { inputEndsWithAssistant } from './rules/preference/input-ends-with-assistant.ts';
import { inputShape } from './rules/preference/input-shape.ts';
import { keyNames } from './rules/preference/key-names.ts';
import { outputShape } from './rules/preference/output-shape.ts';
import { lastNotUser } from './rules/reinforcement/last-not-user.ts';
import { moderationRisk } from './rules/reinforcement/moderation-risk.ts';
import { noReference } from './rules/reinforcement/no-reference.ts';
import { extraKey } from './rules/shape/extra-key.ts';
import { keyCase } from './rules/shape/key-case.ts';
import { methodMismatch } from './rules/shape/method-mismatch.ts';
import { missingKey } from './rules/shape/missing-key.ts';
import { mixedFormats } from './rules/shape/mixed-formats.ts';
import { unknownFormat } from './rules/shape/unknown-format.ts';
import { wrongType } from './rules/shape/wrong-type.ts';

/** Every rule, in the order in which it is documented. A test compares this list with the files in `rules/`. */
export const RULES: readonly Rule[] = [
  notUtf8,
  bom,
  loneSurrogate,
  mojibake,
  unusualLineTerminator,
  invisibleCharacter,
  invalidSyntax,
  notAnObject,
  notLineDelimited,
  multipleValues,
  strayComma,
  pythonLiteral,
  rawControlCharacter,
  nonFiniteNumber,
  duplicateKey,
  blankLine,
  wrongExtension,
  unknownFormat,
  mixedFormats,
  methodMismatch,
  missingKey,
  extraKey,
  keyCase,
  wrongType,
  messagesEmpty,
  roleMissing,
  roleUnknown,
  roleNotAllowed,
  contentMissing,
  contentType,
  contentEmpty,
  unknownMessageKey,
  noAssistant,
  noUser,
  lastNotAssistant,
  consecutiveSameRole,
  roleOrder,
  systemPosition,
  weightInvalid,
  nothingTrained,
  rootWeight,
  reservedMarker,
  inputShape,
  outputShape,
  keyNames,
  inputEndsWithAssistant,
  identicalPair,
  lastNotUser,
  noReference,
  moderationRisk,
  tooFewExamples,
  fileTooLarge,
  duplicateExample,
];

/** The rules that look at single lines. */
export const EXAMPLE_RULES: readonly ExampleRule[] = RULES.filter(rule => rule.kind === 'example');

/** The rules that look at the file as a whole, some of which look at its lines as well. */
export const FILE_RULES: readonly Rule[] = RULES.filter(
  rule => rule.kind === 'dataset' || rule.checkFile !== undefined,
);

const byId = new Map(RULES.map(rule => [rule.id, rule]));

export function ruleOf(id: string): Rule | undefined {
  return byId.get(id);
}
