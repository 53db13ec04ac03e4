import { matchPath } from '#sample/path-match';
import { indented, compact, empty, plainText, type Answer, type Call, type Handler } from './call.ts';
import { InfluxError } from './errors.ts';
import { goCompact } from './go-json.ts';

/** One path below its mount; `:name` parts match anything. */
export interface Route {
  path: string;
  methods: Readonly<Partial<Record<string, Handler>>>;
}

/**
 * Routes below one prefix. The server has two routers: `chi` for the resources (unknown paths as plain text, wrong
 * methods with an empty body, errors indented) and `httprouter` for the rest (all of it as compact JSON).
 */
export interface Mount {
  prefix: string;
  router: 'chi' | 'httprouter';
  routes: readonly Route[];
}

/** The answer of a mount to a call whose path lies below it. */
export async function answerBelow(mount: Mount, call: Call): Promise<Answer> {
  const found = findRoute(mount, call.path);
  if (!found)
    return mount.router === 'chi'
      ? plainText(404, '404 page not found\n')
      : compactError(new InfluxError('not found', 'path not found'));
  const handler = found.route.methods[call.method];
  if (!handler) return wrongMethod(mount, found.route);
  try {
    return await handler({ ...call, params: found.params });
  } catch (error) {
    const known = asInfluxError(error);
    return mount.router === 'chi' ? indentedError(known) : compactError(known);
  }
}

/** Does a path lie on or below a prefix? */
export function liesBelow(prefix: string, path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

/** An error as the resource handlers answer it. */
export function indentedError({ code, message, status }: InfluxError): Answer {
  return withCode(indented(status, { code, message }), code);
}

/** An error as the authentication layer and the older handlers answer it. */
export function compactError({ code, message, status }: InfluxError): Answer {
  return withCode({ ...compact(status, null), body: goCompact({ code, message }) }, code);
}

/** Any other error is one of Go's own, which the server passes on as an internal one. */
export function asInfluxError(error: unknown): InfluxError {
  if (error instanceof InfluxError) return error;
  return new InfluxError('internal error', error instanceof Error ? error.message : String(error));
}

function withCode(answer: Answer, code: string): Answer {
  return { ...answer, headers: { ...answer.headers, 'x-platform-error-code': code } };
}

function wrongMethod(mount: Mount, route: Route): Answer {
  if (mount.router === 'chi') return empty(405);
  const allow = [...Object.keys(route.methods), 'OPTIONS'].sort().join(', ');
  const answer = compactError(new InfluxError('method not allowed', `allow: ${allow}`));
  return { ...answer, headers: { ...answer.headers, allow } };
}

function findRoute(mount: Mount, path: string): { route: Route; params: Record<string, string> } | undefined {
  const parts = path.slice(mount.prefix.length + 1).split('/');
  for (const route of mount.routes) {
    const params = matchPath(route.path, parts);
    if (params) return { route, params };
  }
  return undefined;
}
