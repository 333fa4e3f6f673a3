type Plain = Record<string, unknown>;

/** Names of options in version 2, and what requests call them. */
const OPTION_NAMES: ReadonlyMap<string, string> = new Map([
  ['maxOutputTokens', 'max_completion_tokens'],
  ['topP', 'top_p'],
  ['frequencyPenalty', 'frequency_penalty'],
  ['presencePenalty', 'presence_penalty'],
  ['stopSequences', 'stop'],
  ['allowMultipleToolCalls', 'parallel_tool_calls'],
]);

/** The parameters of the request that the header of a `.prompty` file describes, but for the messages. */
export function readPromptyRequest(header: Plain): Plain {
  const model = typeof header.model === 'string' ? { id: header.model } : plain(header.model);
  const configuration = plain(model.configuration);
  const options = plain(model.options);
  const id = model.id ?? configuration.azure_deployment ?? configuration.name ?? configuration.model;
  const request: Plain = {};
  if (typeof id === 'string') request.model = id;
  Object.assign(request, plain(model.parameters));
  for (const [name, value] of Object.entries(options)) {
    if (name === 'additionalProperties') Object.assign(request, plain(value));
    else request[OPTION_NAMES.get(name) ?? name] = value;
  }
  const tools = list(header.tools).flatMap(readTool);
  if (tools.length > 0) request.tools = tools;
  const outputs = propertyList(header.outputs);
  if (outputs.length > 0) {
    request.response_format = {
      type: 'json_schema',
      json_schema: { name: 'output', strict: true, schema: schemaOf(outputs, true) },
    };
  }
  return request;
}

/** Only functions are tools of a chat request; others belong to runtimes. */
function readTool(tool: unknown): Plain[] {
  const { name, kind, type, description, strict, parameters } = plain(tool);
  if (typeof name !== 'string' || (kind ?? type) !== 'function') return [];
  const schema = Array.isArray(parameters)
    ? schemaOf(propertyList(parameters), strict === true)
    : (parameters ?? { type: 'object', properties: {} });
  const details = { ...(description !== undefined && { description }), ...(strict === true && { strict }) };
  return [{ type: 'function', function: { name, ...details, parameters: schema } }];
}

function propertyList(value: unknown): Plain[] {
  if (Array.isArray(value)) return value.map(plain).filter(each => typeof each.name === 'string');
  return Object.entries(plain(value)).map(([name, detail]) => ({ name, ...plain(detail) }));
}

/** Strict schemas must name every property as required. */
function schemaOf(properties: Plain[], strict: boolean): Plain {
  const required = properties.filter(each => strict || each.required === true).map(each => each.name);
  return {
    type: 'object',
    properties: Object.fromEntries(properties.map(each => [String(each.name), propertySchema(each)])),
    required,
    additionalProperties: false,
  };
}

const SCHEMA_TYPES: ReadonlyMap<string, string> = new Map([
  ['float', 'number'],
  ['image', 'string'],
  ['audio', 'string'],
  ['file', 'string'],
]);

function propertySchema({ kind, type, description, enumValues, enum: values }: Plain): Plain {
  const given = String(kind ?? type ?? 'string');
  const options = enumValues ?? values;
  return {
    type: SCHEMA_TYPES.get(given) ?? given,
    ...(typeof description === 'string' && { description }),
    ...(Array.isArray(options) && { enum: options }),
  };
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function plain(value: unknown): Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Plain) : {};
}
