import { expect, test } from 'vitest';
import type { Machine } from '#main/ports';
import { findSources } from './finder.ts';

function aMachine(change: Partial<Machine>, ...files: string[]) {
  const asked: string[] = [];
  const read: string[] = [];
  const machine: Machine = {
    homedir: '/home/eva',
    platform: 'linux',
    env: {},
    exists: async (file) => {
      asked.push(file);
      return files.includes(file);
    },
    read: async (file) => {
      read.push(file);
      return '';
    },
    ...change,
  };
  return { machine, asked, read };
}

const foundBy = async (change: Partial<Machine>, ...files: string[]) =>
  (await findSources(aMachine(change, ...files).machine)).map(({ source, file }) => [source, file]);

test('files of the influx CLI and of influxctl are found where they are, and none is read', async () => {
  const files = ['/home/eva/.influxdbv2/configs', '/home/eva/.config/influxctl/config.toml'];
  const { machine, read } = aMachine({}, ...files);
  expect((await findSources(machine)).map(({ file }) => file)).toEqual(files);
  expect(read).toEqual([]);
});

test('nothing is offered that is not there', async () => {
  expect(await foundBy({})).toEqual([]);
});

test.each([
  ['darwin', '/Users/eva', '/Users/eva/Library/Application Support/influxctl/config.toml', {}],
  ['win32', 'C:\\Users\\eva', 'C:\\Users\\eva\\AppData\\Roaming\\influxctl\\config.toml', {}],
  ['win32', 'C:\\Users\\eva', 'D:\\Roaming\\influxctl\\config.toml', { APPDATA: 'D:\\Roaming' }],
  ['linux', '/home/eva', '/etc/eva/influxctl/config.toml', { XDG_CONFIG_HOME: '/etc/eva' }],
  ['linux', '/home/eva', '/srv/profiles.toml', { INFLUXCTL_PROFILE: '/srv/profiles.toml' }],
] as const)('on %s the profiles of influxctl are where it keeps them', async (platform, homedir, file, env) => {
  expect(await foundBy({ platform, homedir, env }, file)).toEqual([['influxctl', file]]);
});

test('the variables of the tools say where their files are', async () => {
  expect(await foundBy({ env: { INFLUX_CONFIGS_PATH: '/srv/configs' } }, '/srv/configs')).toEqual([
    ['influx-cli', '/srv/configs'],
  ]);
  const usual = '/home/eva/.influxdbv2/configs';
  expect(await foundBy({ env: { INFLUX_CONFIGS_PATH: usual } }, usual)).toHaveLength(1);
});

test('the name of a profile is no path', async () => {
  const { machine, asked } = aMachine({ env: { INFLUXCTL_PROFILE: 'staging' } });
  await findSources(machine);
  expect(asked).not.toContain('staging');
});

test('the variables of the app itself are offered when they name a server', async () => {
  expect(await foundBy({ env: { INFLUX_HOST: 'http://a.example' } })).toEqual([['variables', undefined]]);
  expect(await foundBy({ env: { INFLUX_HOST: '', INFLUX_CONFIGS_PATH: '/none' } })).toEqual([]);
});
