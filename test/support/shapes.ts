import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { parameterFaults, unknownMembers, type Parameter } from './parameter-shapes.ts';

/** The products whose vendor describes its API; each has one file of that name. */
export type DescribedProduct = 'dedicated' | 'clustered' | 'serverless' | 'cloud-tsm' | 'enterprise';

/** What the description says of one request or answer. */
export interface Shape {
  /** `PATCH /tokens/{tokenId}`, as the description writes it. */
  operation: string;
  /** The described status (`200`, or `default` where only that fits); absent for a request. */
  status?: string;
  /** JSON Schema by media type; empty where there is nothing described about a body. */
  bodies: Readonly<Record<string, object>>;
  /** What is wrong with a body of this media type (parameters like `charset` count for nothing); empty: nothing. */
  faults(contentType: string | null | undefined, body: string): string[];
}

/** The vendor's own description of a product's API. */
export interface Shapes {
  /** Every operation, and every answer to it, that is described: `GET /tokens`, `GET /tokens 200`. */
  operations: readonly string[];
  answers: readonly string[];
  /**
   * What an answer must look like. `path` as it was asked, with or without the base path of the description's servers
   * (`/api/v0`), a query and concrete ids. `default` counts for a status that is not listed. undefined: not described.
   */
  find(method: string, path: string, status: number): Shape | undefined;
  /** What a request must look like; undefined when the operation is not described. */
  findRequest(method: string, path: string): Shape | undefined;
  /**
   * What is wrong with a request: parts of its path, its query, its body and members of it; undefined: not described.
   */
  requestFaults(request: AskedRequest): { operation: string; faults: string[] } | undefined;
}

/** A request as a server gets it; `path` with its query. */
export interface AskedRequest {
  method: string;
  path: string;
  contentType?: string | null;
  body: string;
}

type Bodies = Record<string, object> | null;

interface Operation {
  method: string;
  path: string;
  parameters?: Parameter[];
  request?: Bodies;
  responses: Record<string, Bodies>;
}

interface Description {
  servers: string[];
  operations: Operation[];
}

/** Beside the project, or one or two folders higher. */
const PLACES = ['../../../shared/shapes/', '../../../../shared/shapes/', '../../../../../shared/shapes/'];

/** Why a test that wants a description did not run. */
export const NO_SHAPES = 'skipped: the vendor’s descriptions are not on this machine (../shared/shapes)';

/** Reads the description of a product; undefined where descriptions are absent: skip, and say NO_SHAPES. */
export function loadShapes(product: DescribedProduct): Shapes | undefined {
  const file = PLACES.map((place) => fileURLToPath(new URL(`${place}${product}.json`, import.meta.url))).find(
    existsSync,
  );
  return file === undefined ? undefined : shapesOf(JSON.parse(readFileSync(file, 'utf8')) as Description);
}

/** A description as it is asked; apart from loadShapes so that a test can bring one of its own. */
export function shapesOf({ servers, operations }: Description): Shapes {
  const bases = servers.map((server) => server.replace(/^https?:\/\/[^/]*/, '')).filter((base) => base !== '');
  const check = checker();
  const operationOf = (method: string, path: string) =>
    [path, ...bases.filter((base) => path.startsWith(`${base}/`)).map((base) => path.slice(base.length))]
      .map((each) => bestMatch(operations, method, each))
      .find((each) => each !== undefined);
  const shape = (operation: Operation, bodies: Bodies, status?: string): Shape => ({
    operation: nameOf(operation),
    status,
    bodies: bodies ?? {},
    faults: (contentType, body) => faultsOf(check, bodies ?? {}, contentType, body),
  });
  return {
    operations: operations.map(nameOf),
    answers: operations.flatMap((each) => Object.keys(each.responses).map((status) => `${nameOf(each)} ${status}`)),
    find(method, path, status) {
      const operation = operationOf(method, path);
      const known = [String(status), 'default'].find((each) => operation && each in operation.responses);
      return operation && known ? shape(operation, operation.responses[known] ?? null, known) : undefined;
    },
    findRequest(method, path) {
      const operation = operationOf(method, path);
      return operation && shape(operation, operation.request ?? null);
    },
    requestFaults({ method, path, contentType, body }) {
      const operation = operationOf(method, path);
      if (!operation) return undefined;
      const { faults, bodies } = shape(operation, operation.request ?? null);
      return {
        operation: nameOf(operation),
        faults: [
          ...parameterFaults(operation.parameters ?? [], operation.path, path),
          ...faults(contentType, body),
          ...unknownMembers(bodies['application/json'], body),
        ],
      };
    },
  };
}

function nameOf({ method, path }: Operation): string {
  return `${method} ${path}`;
}

/** The operation whose path fits; of several the one with the fewest `{…}` parts. */
function bestMatch(operations: readonly Operation[], method: string, asked: string): Operation | undefined {
  const path = asked.split('?')[0] ?? '';
  const variables = (operation: Operation) => operation.path.split('{').length;
  return operations
    .filter((each) => each.method === method.toUpperCase() && fits(each.path, path))
    .sort((a, b) => variables(a) - variables(b))[0];
}

function fits(template: string, path: string): boolean {
  const wanted = template.split('/');
  const parts = path.split('/');
  return (
    wanted.length === parts.length &&
    wanted.every((part, i) => (/^\{.+\}$/.test(part) ? parts[i] !== '' : part === parts[i]))
  );
}

/** Compiles each schema once. Lenient about words that only OpenAPI knows; formats (`uuid`, `int64`) are checked. */
function checker(): (schema: object) => ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats(ajv);
  return (schema) => ajv.compile(schema);
}

function faultsOf(
  check: (schema: object) => ValidateFunction,
  bodies: Readonly<Record<string, object>>,
  contentType: string | null | undefined,
  body: string,
): string[] {
  const types = Object.keys(bodies);
  if (types.length === 0) return body === '' ? [] : [`a body where none is described: ${body.slice(0, 200)}`];
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  const schema = bodies[type];
  if (!schema) return [`${type || 'no content type'} where ${types.join(' or ')} is described`];
  const read = readBody(type, body);
  if ('fault' in read) return [read.fault];
  const validate = check(schema);
  if (validate(read.value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath || 'the body'} ${message ?? 'is wrong'}`,
  );
}

function readBody(type: string, body: string): { value: unknown } | { fault: string } {
  if (!/[/+]json$/.test(type)) return { value: body };
  try {
    return { value: JSON.parse(body) as unknown };
  } catch {
    return { fault: `no JSON: ${body.slice(0, 200)}` };
  }
}
