import type { ExampleRule, Rule } from './rule.ts';
import { segments } from './rules/axolotl/segments.ts';
import { duplicateCustomId } from './rules/batch/duplicate-custom-id.ts';
import { missingField } from './rules/batch/missing-field.ts';
import { mixedModels } from './rules/batch/mixed-models.ts';
import { stream } from './rules/batch/stream.ts';
import { url } from './rules/batch/url.ts';
import { candidates } from './rules/bedrock/candidates.ts';
import { contentBlocks } from './rules/bedrock/content-blocks.ts';
import { mediaMix } from './rules/bedrock/media-mix.ts';
import { schemaVersion } from './rules/bedrock/schema-version.ts';
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
import { commonPrefix } from './rules/completion/common-prefix.ts';
import { emptyCompletion } from './rules/completion/empty-completion.ts';
import { identicalColumn } from './rules/completion/identical-column.ts';
import { legacyStyle } from './rules/completion/legacy-style.ts';
import { separator } from './rules/completion/separator.ts';
import { stopSequence } from './rules/completion/stop-sequence.ts';
import { formatMismatch } from './rules/cross-file/format-mismatch.ts';
import { trainValidOverlap } from './rules/cross-file/train-valid-overlap.ts';
import { validationRequired } from './rules/cross-file/validation-required.ts';
import { validationSize } from './rules/cross-file/validation-size.ts';
import { conflictingAnswers } from './rules/dataset/conflicting-answers.ts';
import { dominantAnswer } from './rules/dataset/dominant-answer.ts';
import { duplicateExample } from './rules/dataset/duplicate-example.ts';
import { fileTooLarge } from './rules/dataset/file-too-large.ts';
import { inconsistentSystemPrompt } from './rules/dataset/inconsistent-system-prompt.ts';
import { neverUnsure } from './rules/dataset/never-unsure.ts';
import { refusalImbalance } from './rules/dataset/refusal-imbalance.ts';
import { tooFewExamples } from './rules/dataset/too-few-examples.ts';
import { tooManyExamples } from './rules/dataset/too-many-examples.ts';
import { bom } from './rules/encoding/bom.ts';
import { invisibleCharacter } from './rules/encoding/invisible-character.ts';
import { loneSurrogate } from './rules/encoding/lone-surrogate.ts';
import { mojibake } from './rules/encoding/mojibake.ts';
import { notUtf8 } from './rules/encoding/not-utf8.ts';
import { unusualLineTerminator } from './rules/encoding/unusual-line-terminator.ts';
import { completions } from './rules/gemini/completions.ts';
import { part } from './rules/gemini/part.ts';
import { role } from './rules/gemini/role.ts';
import { systemKey } from './rules/gemini/system-key.ts';
import { blankLine } from './rules/json/blank-line.ts';
import { duplicateKey } from './rules/json/duplicate-key.ts';
import { invalidSyntax } from './rules/json/invalid-syntax.ts';
import { multipleValues } from './rules/json/multiple-values.ts';
import { nestedTooDeeply } from './rules/json/nested-too-deeply.ts';
import { nonFiniteNumber } from './rules/json/non-finite-number.ts';
import { notAnObject } from './rules/json/not-an-object.ts';
import { notLineDelimited } from './rules/json/not-line-delimited.ts';
import { pythonLiteral } from './rules/json/python-literal.ts';
import { rawControlCharacter } from './rules/json/raw-control-character.ts';
import { strayComma } from './rules/json/stray-comma.ts';
import { wrongExtension } from './rules/json/wrong-extension.ts';
import { mediaPlaceholder } from './rules/llamafactory/media-placeholder.ts';
import { bothKeys } from './rules/mistral/both-keys.ts';
import { toolId } from './rules/mistral/tool-id.ts';
import { contradiction } from './rules/preference/contradiction.ts';
import { identicalPair } from './rules/preference/identical-pair.ts';
import { inputEndsWithAssistant } from './rules/preference/input-ends-with-assistant.ts';
import { inputShape } from './rules/preference/input-shape.ts';
import { keyNames } from './rules/preference/key-names.ts';
import { lengthBias } from './rules/preference/length-bias.ts';
import { outputShape } from './rules/preference/output-shape.ts';
import { paymentCard } from './rules/privacy/payment-card.ts';
import { personalData } from './rules/privacy/personal-data.ts';
import { secret } from './rules/privacy/secret.ts';
import { unusedSuppression } from './rules/project/unused-suppression.ts';
import { constantReference } from './rules/reinforcement/constant-reference.ts';
import { lastNotUser } from './rules/reinforcement/last-not-user.ts';
import { missingGraderField } from './rules/reinforcement/missing-grader-field.ts';
import { moderationRisk } from './rules/reinforcement/moderation-risk.ts';
import { noReference } from './rules/reinforcement/no-reference.ts';
import { referenceLeak } from './rules/reinforcement/reference-leak.ts';
import { extraKey } from './rules/shape/extra-key.ts';
import { inconsistentColumns } from './rules/shape/inconsistent-columns.ts';
import { keyCase } from './rules/shape/key-case.ts';
import { methodMismatch } from './rules/shape/method-mismatch.ts';
import { missingKey } from './rules/shape/missing-key.ts';
import { mixedFormats } from './rules/shape/mixed-formats.ts';
import { unknownFormat } from './rules/shape/unknown-format.ts';
import { wrongType } from './rules/shape/wrong-type.ts';
import { answerTruncated } from './rules/tokens/answer-truncated.ts';
import { overLimit } from './rules/tokens/over-limit.ts';
import { specialToken } from './rules/tokens/special-token.ts';
import { argumentsInvalidJson } from './rules/tools/arguments-invalid-json.ts';
import { argumentsMismatch } from './rules/tools/arguments-mismatch.ts';
import { argumentsNotString } from './rules/tools/arguments-not-string.ts';
import { callInvalid } from './rules/tools/call-invalid.ts';
import { definitionInvalid } from './rules/tools/definition-invalid.ts';
import { deprecatedFunctions } from './rules/tools/deprecated-functions.ts';
import { functionName } from './rules/tools/function-name.ts';
import { parametersSchema } from './rules/tools/parameters-schema.ts';
import { unansweredCall } from './rules/tools/unanswered-call.ts';
import { undeclaredFunction } from './rules/tools/undeclared-function.ts';
import { unmatchedResult } from './rules/tools/unmatched-result.ts';
import { implicitPrompt } from './rules/trl/implicit-prompt.ts';
import { ktoLabel } from './rules/trl/kto-label.ts';
import { stepwiseLength } from './rules/trl/stepwise-length.ts';
import { imageData } from './rules/vision/image-data.ts';
import { imageFormat } from './rules/vision/image-format.ts';
import { imageNotAllowed } from './rules/vision/image-not-allowed.ts';
import { imageTooLarge } from './rules/vision/image-too-large.ts';
import { imageUrlShape } from './rules/vision/image-url-shape.ts';
import { mixedContentStyle } from './rules/vision/mixed-content-style.ts';
import { remoteUrl } from './rules/vision/remote-url.ts';
import { tooManyImages } from './rules/vision/too-many-images.ts';
import { drift } from './rules/template/drift.ts';

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
  nestedTooDeeply,
  blankLine,
  wrongExtension,
  unknownFormat,
  mixedFormats,
  methodMismatch,
  missingKey,
  extraKey,
  keyCase,
  wrongType,
  inconsistentColumns,
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
  argumentsInvalidJson,
  argumentsMismatch,
  argumentsNotString,
  callInvalid,
  definitionInvalid,
  deprecatedFunctions,
  functionName,
  parametersSchema,
  unansweredCall,
  undeclaredFunction,
  unmatchedResult,
  imageData,
  imageFormat,
  imageNotAllowed,
  imageTooLarge,
  imageUrlShape,
  mixedContentStyle,
  remoteUrl,
  tooManyImages,
  inputShape,
  outputShape,
  keyNames,
  inputEndsWithAssistant,
  identicalPair,
  contradiction,
  lengthBias,
  lastNotUser,
  noReference,
  moderationRisk,
  constantReference,
  missingGraderField,
  referenceLeak,
  commonPrefix,
  emptyCompletion,
  identicalColumn,
  legacyStyle,
  separator,
  stopSequence,
  tooFewExamples,
  fileTooLarge,
  duplicateExample,
  conflictingAnswers,
  dominantAnswer,
  inconsistentSystemPrompt,
  refusalImbalance,
  neverUnsure,
  tooManyExamples,
  answerTruncated,
  overLimit,
  specialToken,
  paymentCard,
  personalData,
  secret,
  formatMismatch,
  trainValidOverlap,
  validationRequired,
  validationSize,
  duplicateCustomId,
  missingField,
  mixedModels,
  stream,
  url,
  completions,
  part,
  role,
  systemKey,
  candidates,
  contentBlocks,
  mediaMix,
  schemaVersion,
  implicitPrompt,
  ktoLabel,
  stepwiseLength,
  mediaPlaceholder,
  segments,
  bothKeys,
  toolId,
  unusedSuppression,
  drift,
];

/** The rules that look at single lines. */
export const EXAMPLE_RULES: readonly ExampleRule[] = RULES.filter(rule => rule.kind === 'example');

/** The rules that look at the file as a whole, some of which look at its lines as well. */
export const FILE_RULES: readonly Rule[] = RULES.filter(
  rule => rule.kind !== 'example' || rule.checkFile !== undefined,
);

const byId = new Map(RULES.map(rule => [rule.id, rule]));

export function ruleOf(id: string): Rule | undefined {
  return byId.get(id);
}
