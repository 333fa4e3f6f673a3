import { OPENAI_SHAPED } from '../../../formats/families.ts';
import { own } from '../../../jsonl/shape.ts';
import { timeCall, timeLine, timeTool } from '../../exampleLine.ts';
import { quoted } from '../../messages.ts';
import { exampleRule } from '../../rule.ts';
import { toolsOf } from '../../tools/calls.ts';
import { schemaFaults } from '../../tools/schema.ts';

export const parametersSchema = exampleRule({
  id: 'tools/parameters-schema',
  needs: 'object',
  formats: OPENAI_SHAPED,
  summary: 'The parameters of a tool are a valid JSON Schema.',
  why: 'The model reads the schema to know what it may pass. One that is not valid is refused, or describes something else than its author meant.',
  says: [{ who: 'Mistral', text: 'Invalid tool schema' }],
  severity: { default: 'warning', mistral: 'error' },
  messages: {
    schema: 'The keyword "{keyword}" of this schema {text}.',
    whole: 'The parameters have to be an object with a schema.',
  },
  examples: {
    bad: [
      { text: timeLine(timeCall(), timeTool({ parameters: { type: 'strng' } })), messageId: 'schema' },
      {
        text: timeLine(
          timeCall(),
          timeTool({ parameters: { type: 'object', properties: { zone: {} }, required: ['zne'] } }),
        ),
        messageId: 'schema',
      },
      { text: timeLine(timeCall(), timeTool({ parameters: ['zone'] })), messageId: 'whole' },
    ],
    good: [{ text: timeLine() }],
  },
  check(example, { report }) {
    for (const { declared, declaredPath } of toolsOf(example)) {
      const parameters = declared && own(declared, 'parameters');
      if (parameters === undefined || parameters === null) continue;
      for (const { path, text, mild } of schemaFaults(parameters)) {
        const at = [...declaredPath, 'parameters', ...path];
        if (path.length === 0) {
          report({ messageId: 'whole', at });
          continue;
        }
        const keyword = path.findLast(step => typeof step === 'string');
        report({
          messageId: 'schema',
          data: { keyword: quoted(keyword), text },
          at,
          ...(mild ? { severity: 'warning' } : {}),
        });
      }
    }
  },
});
