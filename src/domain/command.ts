/** The vendor's page that explains a command. */
export type CommandHelp =
  | 'cli-auth-create'
  | 'cli-auth-list'
  | 'cli-auth-delete'
  | 'cli-auth-active'
  | 'cli-auth-inactive'
  | 'cli-v1-auth'
  | 'api-authorizations'
  | 'recovery'
  | 'influxctl-management'
  | 'influxctl-token';

/**
 * A command for a POSIX shell that does exactly what is meant, with what one should know about it in sentences, or the
 * reason why no such command is printed. `help` names the reference page of the command in both cases.
 */
export type Printed =
  | { readonly command: string; readonly notes: readonly string[]; readonly help: CommandHelp }
  | { readonly reason: string; readonly help: CommandHelp };

export function printed(command: string, help: CommandHelp, notes: readonly string[] = []): Printed {
  return { command, notes, help };
}

export function notPrinted(reason: string, help: CommandHelp): Printed {
  return { reason, help };
}
