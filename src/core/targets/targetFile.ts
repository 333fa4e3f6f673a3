import * as z from 'zod';
import { FORMAT_IDS, METHODS } from '../formats/format.ts';
import { TARGET_IDS } from './registry.ts';
import type { TargetData } from './target.ts';

/** Ending of the files in which people write targets of their own. */
export const TARGET_FILE_ENDING = '.target.json';

const count = z.int().min(0);
const names = z.array(z.string());
const byFormat = z.partialRecord(z.enum(FORMAT_IDS), names);
const byMethod = z.partialRecord(z.enum(METHODS), count);
const share = z.number().min(0).max(1);

const limits = z
  .strictObject({
    minExamples: count.describe('Fewer examples are refused.'),
    recommendedExamples: count.describe('Fewer examples are accepted but rarely teach anything.'),
    recommendedExamplesByFormat: z.partialRecord(z.enum(FORMAT_IDS), count),
    maxExamples: count.describe('More examples are refused.'),
    maxExamplesByMethod: byMethod,
    maxFileBytes: count.describe('A larger file is refused.'),
    warnFileBytes: count.describe('A larger file needs the upload in parts.'),
    maxValidationExamples: count,
    maxValidationExamplesByMethod: byMethod,
    maxValidationBytes: count,
    maxValidationShare: share.describe('The largest share of the training file, from 0 to 1.'),
    exampleTokens: count.describe('Tokens of one example.'),
    longExamples: z.enum(['cut', 'refused']).describe('What becomes of a longer example.'),
    imagesPerExample: count,
    imageBytes: count,
    examplesWithImages: count,
  })
  .partial();

const targetFile = z.strictObject({
  $schema: z.string().optional(),
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'has to be lower-case letters, digits and -, beginning with a letter')
    .describe('The name of the target in settings and on the command line.'),
  title: z.string().min(1).describe('The name of the target on screen.'),
  updated: z.iso.date().describe('The day when this was last compared with its sources, YYYY-MM-DD.'),
  sources: names.optional().describe('Where it was read.'),
  extends: z.string().optional().describe('The target that fills in what this one leaves out.'),
  formats: z.partialRecord(z.enum(METHODS), z.array(z.enum(FORMAT_IDS))).optional(),
  roles: byFormat.optional().describe('Roles that a message may have, by format.'),
  refusedRoles: byFormat.optional().describe('Roles of the format that this target refuses.'),
  messageKeys: z.record(z.string(), names).optional().describe('Keys of messages by role; * is any role.'),
  parts: names.optional().describe('Types of content parts that are understood.'),
  arrayInToolMessage: z.boolean().optional(),
  outputs: z.strictObject({ roles: names, several: z.boolean() }).optional(),
  partArrays: names.optional(),
  byteOrderMark: z.enum(['refused', 'disliked', 'wanted']).optional(),
  extensions: names.optional().describe('Endings of file names that are accepted, with the dot.'),
  images: z.strictObject({ formats: names, sources: z.array(z.enum(['data', 'https', 'cloud'])) }).optional(),
  validationRequired: z.array(z.enum(METHODS)).optional(),
  closed: z.strictObject({ on: z.iso.date(), note: z.string() }).optional(),
  limits: limits.optional(),
  severities: z
    .record(z.string(), z.enum(['error', 'warning', 'info', 'off']))
    .optional()
    .describe('Severities of rules for this target, by id.'),
});

/** The schema of a target file, for completion in editors. */
export function targetFileSchema(): { readonly [keyword: string]: unknown } {
  return {
    ...z.toJSONSchema(targetFile, { target: 'draft-7' }),
    title: 'Tunewright target',
    description:
      'A consumer of datasets that Tunewright does not know: what it accepts and where its limits are.',
  };
}

/** A target that somebody wrote, or what is wrong with it, each with what to do. */
export type ReadTarget = { data: TargetData } | { faults: { message: string; remedy: string }[] };

/** Reads the text of a target file. It never throws. `others` are the ids of the targets beside the built-in ones. */
export function readTargetFile(text: string, others: readonly string[] = []): ReadTarget {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return {
      faults: [{ message: 'It is not valid JSON.', remedy: 'Mend its syntax; comments are not taken.' }],
    };
  }
  const result = targetFile.safeParse(value);
  if (!result.success) {
    return {
      faults: result.error.issues.slice(0, MAX_FAULTS).map(({ path, message }) => ({
        message: `"${path.join('.') || 'The file'}": ${message}.`,
        remedy: 'The schema of target files says what may stand there.',
      })),
    };
  }
  const { $schema: _, sources = [], ...data } = result.data;
  if (TARGET_IDS.includes(data.id)) {
    return {
      faults: [{ message: `"${data.id}" is a target of Tunewright's own.`, remedy: 'Give it another id.' }],
    };
  }
  if (data.extends !== undefined && ![...TARGET_IDS, ...others].includes(data.extends)) {
    return {
      faults: [
        {
          message: `It extends "${data.extends}", which nobody knows.`,
          remedy: `Known are ${TARGET_IDS.join(', ')}.`,
        },
      ],
    };
  }
  return { data: { ...data, sources } as TargetData };
}

const MAX_FAULTS = 5;
