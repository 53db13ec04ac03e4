import type { Answer } from '#sample/influx2/call';
import { InfluxError, notFound } from '#sample/influx2/errors';
import { asInfluxError, compactError } from '#sample/influx2/routes';
import { matchPath } from '#sample/path-match';
import type { Call, Handler } from './call.ts';

/** One whole path; `:name` parts match anything. */
export interface Route {
  path: string;
  methods: Readonly<Partial<Record<string, Handler>>>;
}

/** What the first route that fits answers; what it throws becomes an error body. */
export function answerBy(routes: readonly Route[], call: Omit<Call, 'params'>): Answer {
  try {
    for (const { path, methods } of routes) {
      const params = matchPath(path, call.path.split('/'));
      if (!params) continue;
      const handler = methods[call.method];
      if (handler) return handler({ ...call, params });
      throw new InfluxError('method not allowed', `allow: ${Object.keys(methods).sort().join(', ')}`);
    }
    throw notFound('path not found');
  } catch (error) {
    return compactError(asInfluxError(error));
  }
}
