/** Asks a server without the app in between, as a client with this token does; answers the status. */
export async function statusOf(url: string, secret: string, init: RequestInit = {}): Promise<number> {
  const response = await fetch(url, { ...init, headers: { authorization: `Token ${secret}` } });
  await response.arrayBuffer();
  return response.status;
}

/** Writes one line of data; answers the status. */
export function writeLine(server: { url: string }, secret: string, org: string, bucket: string): Promise<number> {
  const where = new URLSearchParams({ org, bucket });
  return statusOf(`${server.url}/api/v2/write?${where}`, secret, { method: 'POST', body: 'probe value=1' });
}
