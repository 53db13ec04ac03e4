import path from 'node:path';

/** Where an administrator puts the policy for the whole machine: a folder that only administrators can write to. */
export function policyFile(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === 'darwin') return '/Library/Application Support/Token Explorer/policy.json';
  if (platform === 'win32') return path.win32.join(programData(env), 'Token Explorer', 'policy.json');
  return '/etc/token-explorer/policy.json';
}

// SECURITY: the variable is the person's own, so only an absolute path on a local drive is believed.
function programData(env: NodeJS.ProcessEnv): string {
  const given = env['ProgramData'] ?? '';
  return /^[A-Za-z]:\\/.test(given) ? given : 'C:\\ProgramData';
}
