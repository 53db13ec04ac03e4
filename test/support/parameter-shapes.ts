import { Ajv } from 'ajv';
import formats from 'ajv-formats';

/** A parameter as a description has it. Headers are left to HTTP. */
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  schema: object;
}

/** Numbers and booleans travel as texts in an address. */
const ajv = formats(new Ajv({ strict: false, allErrors: true, coerceTypes: true }));

/** What is wrong with the parts and the query of `path`, as it was asked; `template` as the description writes it. */
export function parameterFaults(parameters: readonly Parameter[], template: string, path: string): string[] {
  const [place = '', query = ''] = path.split('?');
  return [
    ...faultsOf('path', parameters, partsOf(template, place)),
    ...faultsOf('query', parameters, [...new URLSearchParams(query)]),
  ];
}

function faultsOf(where: 'path' | 'query', all: readonly Parameter[], given: readonly [string, string][]): string[] {
  const parameters = all.filter((each) => each.in === where);
  const schema = {
    type: 'object',
    properties: Object.fromEntries(parameters.map((each) => [each.name, each.schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
  const validate = ajv.compile(schema);
  if (validate(Object.fromEntries(given))) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const extra = 'additionalProperty' in params ? ` (${String(params.additionalProperty)})` : '';
    return `${where}${instancePath}: ${message ?? 'is wrong'}${extra}`;
  });
}

/** The end of the path is what the template is about: what the description's server has before it is no part. */
function partsOf(template: string, path: string): [string, string][] {
  const wanted = template.split('/').reverse();
  const parts = path.split('/').reverse();
  return wanted.flatMap((part, at) =>
    /^\{.+\}$/.test(part) ? [[part.slice(1, -1), decodeURIComponent(parts[at] ?? '')] as [string, string]] : [],
  );
}

/** The members of a JSON body that its schema does not know, which a schema itself never minds. */
export function unknownMembers(schema: unknown, body: string): string[] {
  const value: unknown = body === '' ? undefined : JSON.parse(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const known = new Set(membersOf(schema));
  return Object.keys(value)
    .filter((name) => !known.has(name))
    .map((name) => `the body has a member that is not described (${name})`);
}

function membersOf(schema: unknown): string[] {
  const { properties = {}, allOf = [] } = (schema ?? {}) as { properties?: object; allOf?: unknown[] };
  return [...Object.keys(properties), ...allOf.flatMap(membersOf)];
}
