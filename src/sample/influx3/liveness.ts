import { randomBytes } from 'node:crypto';
import { demandSystem } from './access.ts';
import { empty, typed, type Handler } from './call.ts';

export const ping: Handler = (call) => {
  demandSystem(call, 'ping');
  const { version, processId } = call.state;
  const { edition, version: number, revision } = version;
  const product = version.namesProduct ? { product_name: `InfluxDB 3 ${edition}` } : {};
  const answer = typed(
    200,
    'application/json',
    JSON.stringify({ ...product, version: number, revision, process_id: processId }),
  );
  if (!version.namesItself) return answer;
  const id = requestId();
  const names = { 'x-influxdb-build': edition, 'x-influxdb-version': number };
  return { ...answer, headers: { ...answer.headers, 'request-id': id, ...names, 'x-request-id': id } };
};

export const health: Handler = (call) => {
  demandSystem(call, 'health');
  return typed(200, 'text/plain; charset=utf-8', 'OK');
};

export const ready: Handler = (call) => {
  demandSystem(call, 'ready');
  return empty(200);
};

export const metrics: Handler = (call) => {
  demandSystem(call, 'metrics');
  const { databases, startedMs } = call.state;
  const lines = [
    '# HELP influxdb3_catalog_databases databases that are there',
    '# TYPE influxdb3_catalog_databases gauge',
    `influxdb3_catalog_databases ${databases.living().length}`,
    '# HELP process_start_time_seconds when the process began',
    '# TYPE process_start_time_seconds gauge',
    `process_start_time_seconds ${startedMs / 1000}`,
    '# EOF',
  ];
  return typed(200, 'text/plain; version=0.0.4; charset=utf-8', `${lines.join('\n')}\n`);
};

/** A UUID of version 7, which begins with the time. */
function requestId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const random = randomBytes(10).toString('hex');
  const variant = '89ab'.charAt(randomBytes(1).readUInt8() % 4);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(3, 6)}-${random.slice(6, 18)}`;
}
