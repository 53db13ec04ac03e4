/**
 * A token as it was meant by what was entered or pasted. `notes` are sentences to show: what was taken off, and what
 * kind of token it looks like. Nothing here ever quotes the token.
 */
export type CredentialText = { token: string; notes: string[] } | { problem: string };

/**
 * What people copy together with a token: lines of shells, of environments and of configuration files (the influx CLI's
 * own has `token = "…"`), curl's flag, header names, authentication schemes.
 */
const AROUND =
  /^(?:export\s+|set\s+|\$env:)?(?:INFLUX_|INFLUXDB_|INFLUXDB3_AUTH_)?TOKEN\s*[=:]\s*|^(?:-H|--header)\s+|^Authorization:\s*|^(?:Token|Bearer)\s+/i;
const QUOTES = /^(["'`])(.*)\1$/s;

/**
 * Takes the token out of a pasted text: line ends, quotes, scheme and variable name go; nothing inside is changed.
 * `product` is what answered at the address, empty while that is not known.
 */
export function cleanCredential(text: string, product = ''): CredentialText {
  const { token, stripped } = unwrapped(text.replace(/^[\r\n]+|[\r\n]+$/g, ''));
  if (token.trim() === '') return { problem: 'There is no token in this text.' };
  // SECURITY: no header can carry anything else, and some clients would print the token in their error.
  if (!/^[\x20-\x7e]*$/.test(token))
    return {
      problem:
        'The token holds a character that no token can hold: a line end, a control character or a letter outside of ASCII.',
    };
  if (token !== token.trim()) return { problem: 'There is a space at an end of the token.' };
  const notes = stripped ? ['Taken out of what was pasted: only the token itself is kept.'] : [];
  return { token, notes: [...notes, ...kindNotes(token, product)] };
}

function unwrapped(text: string): { token: string; stripped: boolean } {
  const inner = QUOTES.exec(text)?.[2] ?? text.replace(AROUND, '');
  return inner === text ? { token: text, stripped: false } : { token: unwrapped(inner).token, stripped: true };
}

/** Which tokens a server takes, by what answered there. */
type Takes = 'organization' | 'apiv3' | 'management';

const PRODUCTS: readonly (readonly [product: RegExp, takes: Takes])[] = [
  [/Dedicated|Clustered/, 'management'],
  [/InfluxDB (?:OSS|Cloud)/, 'organization'],
  [/InfluxDB 3|Core|Enterprise/, 'apiv3'],
];

function takesOf(product: string): Takes | undefined {
  return PRODUCTS.find(([form]) => form.test(product))?.[1];
}

/**
 * Does the product that answered take management tokens only? Then the warning of their makers belongs beside the
 * field.
 */
export function wantsManagementToken(product: string): boolean {
  return takesOf(product) === 'management';
}

/** What the makers of management tokens ask of whoever uses one. */
export const MANAGEMENT_WARNING =
  'It is for automation only, not for getting around your identity provider: take great care of it.';

/** What a token of some form is, and which servers take it. */
const KINDS: readonly (readonly [form: RegExp, note: string, at: readonly Takes[]])[] = [
  [/^apiv3_/, 'This looks like a token of InfluxDB 3 Core or Enterprise.', ['apiv3']],
  [
    /^apiv\d+_/,
    'This looks like a database token of InfluxDB Cloud Dedicated or Clustered: it reads and writes data, and can manage nothing.',
    [],
  ],
  [
    /^M\.V\d+\./,
    `This looks like a management token. It manages databases and their tokens, and can never write or query data. ${MANAGEMENT_WARNING}`,
    ['management'],
  ],
  [/^\$influxdb2-sha/, 'This is the hash of a token. A server only takes the token itself.', []],
  [
    /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/,
    'This looks like a signed token (JWT) of an identity provider, or of a user who logged in. It runs out soon.',
    ['management', 'apiv3'],
  ],
];

function kindNotes(token: string, product: string): string[] {
  const takes = takesOf(product);
  const kind = KINDS.find(([form]) => form.test(token));
  if (!kind)
    return takes === 'apiv3' ? [`The tokens that ${product} makes begin with apiv3_, and this one does not.`] : [];
  const [, note, at] = kind;
  return takes === undefined || at.includes(takes) ? [note] : [note, `${product} does not take it.`];
}
