/**
 * Variables that weaken TLS, write secrets to files or load foreign code into this process or its children. No fuse
 * covers most of them.
 */
export const DANGEROUS_VARIABLES = [
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'SSLKEYLOGFILE',
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'ELECTRON_ENABLE_LOGGING',
  'ELECTRON_LOG_FILE',
  'GOOGLE_API_KEY',
] as const;

/** Removes the dangerous variables from `env`, however their names are spelled; answers the names that were there. */
export function scrub(env: NodeJS.ProcessEnv): string[] {
  const dangerous = new Set<string>(DANGEROUS_VARIABLES);
  const found = Object.keys(env).filter((name) => dangerous.has(name.toUpperCase()));
  for (const name of found) Reflect.deleteProperty(env, name);
  return found;
}
