import { rawServer, type RawServer } from '../../test/support/raw-server.ts';

/** What a later version might say beside what is known: in every object of every answer. */
export const UNKNOWN_FIELDS = { hologram: { layers: [1, { deep: null }] }, zzTop: 'unknown-field', __proto_: 7 };

/** Stands before a server and hands its answers on with `UNKNOWN_FIELDS` in each of their JSON objects. */
export function newerServer(url: string): Promise<RawServer> {
  return rawServer(async (req, res) => {
    const { authorization } = req.headers;
    const answer = await fetch(`${url}${req.url ?? ''}`, { headers: authorization ? { authorization } : {} });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => name !== 'content-length'));
    res.writeHead(answer.status, headers).end(isJson ? JSON.stringify(extended(JSON.parse(text))) : text);
  });
}

function extended(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(extended);
  if (typeof value !== 'object' || value === null) return value;
  const known = Object.entries(value).map(([name, each]): [string, unknown] => [name, extended(each)]);
  return { ...Object.fromEntries(known), ...UNKNOWN_FIELDS };
}
