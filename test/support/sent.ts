interface Asked {
  requests: readonly { headers: { authorization?: unknown } }[];
}

/**
 * The credentials that a server was sent, in their order. Throws where it was asked nothing, which would prove nothing.
 */
export function credentialsSentTo({ requests }: Asked): unknown[] {
  if (requests.length === 0) throw new Error('the server was asked nothing');
  return requests.flatMap(({ headers }) => headers.authorization ?? []);
}
