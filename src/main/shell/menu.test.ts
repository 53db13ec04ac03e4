import { describe, expect, test } from 'vitest';
import type { MenuItemConstructorOptions } from 'electron';
import { menuTemplate } from './menu.ts';
import type { MenuOptions } from './menu.ts';

function menu(platform: NodeJS.Platform, development = false) {
  const sent: string[] = [];
  const options: MenuOptions = {
    platform,
    development,
    send: (command) => sent.push(command),
    lock: () => sent.push('lock'),
  };
  return { template: menuTemplate(options), sent };
}

function items(template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])]);
}

const ALL = ['linux', 'win32', 'darwin'] as const;

describe('the menu', () => {
  test.each(ALL)('on %s carries every command once, each with an accelerator', (platform) => {
    const { template, sent } = menu(platform);
    const own = items(template).filter((item) => item.click);
    for (const item of own) (item.click as () => void)();
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `server-${n}`);
    const named = [
      'connect',
      'find-server',
      'find-token',
      'create-token',
      'refresh',
      'settings',
      'toggle-mode',
      'toggle-rail',
      'toggle-inspector',
      'next-server',
      'previous-server',
      'lock',
    ];
    expect([...sent].sort()).toEqual([...named, ...numbers].sort());
    expect(own.filter((item) => !item.accelerator)).toEqual([]);
  });

  test.each(ALL)('on %s no accelerator means two things', (platform) => {
    const all = items(menu(platform).template).flatMap((item) => (item.accelerator ? [item.accelerator] : []));
    expect(new Set(all).size).toBe(all.length);
  });

  test('macOS has its own menu with settings and quit, and File closes the window', () => {
    const [first, file] = menu('darwin').template;
    expect(first?.role).toBe('appMenu');
    expect(items([first ?? {}]).map((item) => item.label ?? item.role)).toEqual(
      expect.arrayContaining(['Settings…', 'quit', 'hide']),
    );
    expect(items([file ?? {}]).map((item) => item.role)).toContain('close');
  });

  test('elsewhere File quits', () => {
    const [file] = menu('linux').template;
    expect(items([file ?? {}]).find((item) => item.role === 'quit')?.label).toBe('&Quit');
    expect(items(menu('win32').template).find((item) => item.role === 'quit')?.label).toBe('E&xit');
  });

  test.each(ALL)('A1 on %s nothing reloads or opens developer tools but while developing', (platform) => {
    const roles = (development: boolean) => items(menu(platform, development).template).map((item) => item.role);
    for (const role of ['reload', 'forceReload', 'toggleDevTools']) expect(roles(false)).not.toContain(role);
    expect(roles(true)).toContain('toggleDevTools');
  });
});
