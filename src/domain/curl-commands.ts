import { notPrinted, printed } from './command.ts';
import type { Printed } from './command.ts';
import type { Grant } from './grant.ts';
import { shellWord } from './shell-word.ts';
import { isPrintable } from './show-text.ts';
import type { NewToken, TokenChange, TokenRef, TokenStore } from './token.ts';

const HELP = 'api-authorizations';
const TOKEN_NOTE = 'The token is taken from $INFLUX_TOKEN, so that it stands in no history.';
const AUTHORIZATION = '--header "Authorization: Token $INFLUX_TOKEN"';
const PATHS: Record<TokenStore, string> = { api: '/api/v2/authorizations', v1: '/private/legacy/authorizations' };

/** Making exactly this token. `address` is the connection's: origin and optional path prefix. */
export function curlCreate(address: string, wanted: NewToken): Printed {
  const { orgId, ownerId, description, status, grants } = wanted;
  const body = {
    orgID: orgId,
    ...(ownerId && { userID: ownerId }),
    description,
    status,
    permissions: grants.map(permission),
  };
  return curl('POST', `${address}${PATHS.api}`, body);
}

/** The list; unlike the vendor's command, the server does filter by these ids. */
export function curlList(
  address: string,
  store: TokenStore,
  filter: { ownerId?: string; orgId?: string } = {},
): Printed {
  const query = [
    ...(filter.orgId ? [`orgID=${encodeURIComponent(filter.orgId)}`] : []),
    ...(filter.ownerId ? [`userID=${encodeURIComponent(filter.ownerId)}`] : []),
  ].join('&');
  return curl('GET', `${address}${PATHS[store]}${query === '' ? '' : `?${query}`}`);
}

export function curlGet(address: string, token: TokenRef): Printed {
  return curl('GET', pathOf(address, token));
}

export function curlDelete(address: string, token: TokenRef): Printed {
  return curl('DELETE', pathOf(address, token));
}

export function curlPatch(address: string, token: TokenRef, change: TokenChange): Printed {
  const { description, status } = change;
  return curl('PATCH', pathOf(address, token), {
    ...(description !== undefined && { description }),
    ...(status && { status }),
  });
}

function pathOf(address: string, { store, id }: TokenRef): string {
  return `${address}${PATHS[store]}/${encodeURIComponent(id)}`;
}

/** Never by name: a server ignores the names in a permission, and one without ids would reach everything. */
function permission({ action, type, id, orgId }: Grant): object {
  return { action, resource: { type, ...(id && { id }), ...(orgId && { orgID: orgId }) } };
}

function curl(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object): Printed {
  const place = shellWord(url);
  const json = body === undefined ? undefined : shellWord(visibleJson(body));
  if (place === undefined)
    return notPrinted('The address holds characters that cannot be typed safely in a shell.', HELP);
  const request = method === 'GET' ? 'curl' : `curl --request ${method}`;
  const lines = [`${request} ${place}`, AUTHORIZATION];
  if (json !== undefined) lines.push("--header 'Content-Type: application/json'", `--data ${json}`);
  return printed(lines.join(' \\\n  '), HELP, [TOKEN_NOTE]);
}

/** JSON in which everything that cannot be seen is escaped, so that what is read is what is sent. */
function visibleJson(body: object): string {
  return Array.from(JSON.stringify(body), (char) => (isPrintable(char) ? char : escaped(char))).join('');
}

function escaped(char: string): string {
  return Array.from(
    { length: char.length },
    (_, index) => `\\u${char.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
