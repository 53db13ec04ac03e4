/** The four numbers of an IPv4 address in its usual form, or undefined. Short and octal forms are none. */
export function ipv4(host: string): number[] | undefined {
  const parts = host.split('.');
  if (parts.length !== 4) return undefined;
  const numbers = parts.map((part) => (/^(?:0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256));
  return numbers.every((number) => number < 256) ? numbers : undefined;
}

/** An IPv6 address in its canonical form (RFC 5952, hexadecimal groups only), or undefined. Without brackets. */
export function ipv6(text: string): string | undefined {
  const groups = ipv6Groups(text);
  if (groups === undefined) return undefined;
  const { at, length } = longestZeros(groups);
  const words = groups.map((group) => group.toString(16));
  if (length < 2) return words.join(':');
  return `${words.slice(0, at).join(':')}::${words.slice(at + length).join(':')}`;
}

/** Does the host (IPv6 in brackets) lead to this machine alone? */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost') || host === '[::1]') return true;
  return ipv4(host)?.[0] === 127;
}

/** Is it (IPv6 in brackets) a link-local address, where cloud machines keep their metadata? */
export function isLinkLocal(host: string): boolean {
  const v4 = ipv4(host);
  return (v4?.[0] === 169 && v4[1] === 254) || /^\[(?:fe[89ab]|::ffff:a9fe:)/.test(host);
}

function ipv6Groups(text: string): number[] | undefined {
  const halves = withHexTail(text.toLowerCase()).split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  if ([...head, ...(tail ?? [])].some((group) => !/^[0-9a-f]{1,4}$/.test(group))) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const zeros = Array.from({ length: missing }, () => '0');
  return [...head, ...zeros, ...(tail ?? [])].map((group) => Number.parseInt(group, 16));
}

/** `::ffff:192.0.2.1` with its last part as two groups. */
function withHexTail(text: string): string {
  const last = text.slice(text.lastIndexOf(':') + 1);
  const [a, b, c, d] = ipv4(last) ?? [];
  if (a === undefined || b === undefined || c === undefined || d === undefined) return text;
  return `${text.slice(0, -last.length)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

function longestZeros(groups: readonly number[]): { at: number; length: number } {
  let best = { at: 0, length: 0 };
  for (let at = 0; at < groups.length; at++) {
    let length = 0;
    while (groups[at + length] === 0) length++;
    if (length > best.length) best = { at, length };
  }
  return best;
}
