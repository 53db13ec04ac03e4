/**
 * Chromium and Node switches that turn protection off, open a debugging door or write traffic to a file. Fuses do not
 * cover them, so a packaged build refuses to start with one.
 */
const DENIED = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'allow-insecure-localhost',
  'allow-running-insecure-content',
  'disable-web-security',
  'no-sandbox',
  'disable-setuid-sandbox',
  'single-process',
  'load-extension',
  'js-flags',
  'log-net-log',
  'ssl-key-log-file',
  'enable-logging',
  'log-file',
  'host-resolver-rules',
  'host-rules',
  'proxy-server',
  'proxy-pac-url',
  'use-mock-keychain',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
] as const;

/** How a person asked the app to open. */
export interface Switches {
  /** Open with the sample servers connected. */
  samples: boolean;
  /** Show the welcome page as a first start does. */
  fresh: boolean;
  /** Open the real window on the sample servers, report its first rows as JSON and quit. */
  smoke: boolean;
  /** No write at all, on any server. */
  readOnly: boolean;
}

/**
 * The denied switches among the arguments of a process (without the program itself), as they were written. Chromium
 * takes `-x` for `--x`, on Windows also `/x` and any case, and stops at a bare `--`; what stands behind that is looked
 * at all the same, since Node does not stop there.
 */
export function deniedSwitches(args: readonly string[], platform: NodeJS.Platform): string[] {
  const denied = new Set<string>(DENIED);
  return args.filter((arg) => {
    const name = switchName(arg, platform);
    return name !== undefined && (denied.has(name) || name.startsWith('inspect'));
  });
}

/** The switches of our own among the arguments of a process; `--smoke` implies `--samples`, `--fresh` forbids it. */
export function ownSwitches(args: readonly string[]): Switches {
  const has = (name: string): boolean => args.includes(`--${name}`);
  const smoke = has('smoke');
  return {
    smoke,
    fresh: has('fresh'),
    samples: smoke || (has('samples') && !has('fresh')),
    readOnly: has('read-only'),
  };
}

function switchName(arg: string, platform: NodeJS.Platform): string | undefined {
  const prefix = platform === 'win32' ? /^(?:--?|\/)/ : /^--?/;
  if (!prefix.test(arg)) return undefined;
  const [name] = arg.replace(prefix, '').split('=', 1);
  return name?.trim().toLowerCase().replaceAll('_', '-');
}
