import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Machine } from '#main/ports';
import type { ImportSource } from '#domain/import';
import { namesAServer } from './variables.ts';

/** A place where something to import is. `file` is absent for the variables that the app was started with. */
export interface Found {
  id: string;
  source: Exclude<ImportSource, 'explorer' | 'export'>;
  file?: string;
}

/** The files of other tools that exist, and the app's own variables if they name a server. Opens and reads nothing. */
export async function findSources(machine: Machine): Promise<Found[]> {
  const places = placesOf(machine);
  const there = await Promise.all(places.map(({ file }) => machine.exists(file)));
  const files = places.filter((_, index) => there[index]);
  const own: Found[] = namesAServer(setNames(machine.env)) ? [{ id: 'environment', source: 'variables' }] : [];
  return [...files, ...own];
}

function placesOf(machine: Machine): Required<Found>[] {
  const seen = new Set<string>();
  return [...influxCli(machine), ...influxctl(machine)]
    .filter(({ file }) => seen.size < seen.add(file).size)
    .map(({ source, file }) => ({ id: idOf(file), source, file }));
}

/** Names a file for the page, which never names one itself. */
const idOf = (file: string): string => createHash('sha256').update(file).digest('hex').slice(0, 16);

type Place = Omit<Required<Found>, 'id'>;

/** Where the influx CLI keeps its configs: `INFLUX_CONFIGS_PATH` names another file. */
function influxCli({ homedir, env, platform }: Machine): Place[] {
  const usual = joined(platform, homedir, '.influxdbv2', 'configs');
  return [env['INFLUX_CONFIGS_PATH'], usual].flatMap((file) => (file ? [{ source: 'influx-cli', file }] : []));
}

/** Where influxctl keeps its profiles. `INFLUXCTL_PROFILE` may be the path of a file, or the name of a profile. */
function influxctl({ homedir, env, platform }: Machine): Place[] {
  const own = env['INFLUXCTL_PROFILE'];
  const folders = configFolders(platform, homedir, env);
  const usual = folders.map((folder) => joined(platform, folder, 'influxctl', 'config.toml'));
  const named = own && isAbsolute(platform, own) ? [own] : [];
  return [...named, ...usual].map((file) => ({ source: 'influxctl', file }));
}

function configFolders(platform: NodeJS.Platform, homedir: string, env: Machine['env']): string[] {
  if (platform === 'win32') return [env['APPDATA'] ?? joined(platform, homedir, 'AppData', 'Roaming')];
  if (platform === 'darwin') return [joined(platform, homedir, 'Library', 'Application Support')];
  const own = env['XDG_CONFIG_HOME'];
  return [...(own && isAbsolute(platform, own) ? [own] : []), joined(platform, homedir, '.config')];
}

const pathsOf = (platform: NodeJS.Platform) => (platform === 'win32' ? path.win32 : path.posix);
const joined = (platform: NodeJS.Platform, ...parts: string[]) => pathsOf(platform).join(...parts);
const isAbsolute = (platform: NodeJS.Platform, file: string) => pathsOf(platform).isAbsolute(file);
const setNames = (env: Machine['env']) => Object.keys(env).filter((name) => env[name]);
