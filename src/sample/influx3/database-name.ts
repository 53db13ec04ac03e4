import { jsonRefusal } from './call.ts';

const LONGEST = 64;
const WRONG_CHARACTER =
  'invalid character in database or rp name: must be ASCII, containing only letters, numbers, underscores, or hyphens';
const WRONG_RETENTION_POLICY =
  "db name with invalid retention policy, if providing a retention policy name, must be of form '<db_name>/<rp_name>'";

/** Throws what the server says about a name that a database cannot have. */
export function checkDatabaseName(name: string): void {
  const reason = faultOf(name);
  if (reason !== undefined) throw jsonRefusal(400, reason);
}

function faultOf(name: string): string | undefined {
  if (name === '') return 'db name cannot be empty';
  if (Buffer.byteLength(name) > LONGEST) return `db name too long: max ${LONGEST}`;
  let hasSlash = false;
  for (const [index, character] of Array.from(name).entries()) {
    if (character > '\x7f') return WRONG_CHARACTER;
    if (index === 0 && !/[A-Za-z0-9]/.test(character)) return 'db name did not start with a number or letter';
    if (!/[A-Za-z0-9_/-]/.test(character)) return WRONG_CHARACTER;
    if (character === '/' && hasSlash) return WRONG_RETENTION_POLICY;
    hasSlash ||= character === '/';
  }
  return name.endsWith('/') ? WRONG_RETENTION_POLICY : undefined;
}
