import type { MenuItemConstructorOptions } from 'electron';
import type { Command } from '#contract/bridge';

export interface MenuOptions {
  platform: NodeJS.Platform;
  /** Adds reload and the developer tools. */
  development: boolean;
  send: (command: Command) => void;
  lock: () => void;
}

type Item = MenuItemConstructorOptions;

/** The menu as people of that system expect it; every frequent action has its accelerator here. */
export function menuTemplate(options: MenuOptions): Item[] {
  const mac = options.platform === 'darwin';
  return [
    ...(mac ? [appMenu(options)] : []),
    fileMenu(options),
    editMenu(),
    viewMenu(options),
    serverMenu(options),
    mac ? windowMenu() : helpMenu(),
  ];
}

function appMenu(options: MenuOptions): Item {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      separator,
      command(options, 'Settings…', 'settings', 'CmdOrCtrl+,'),
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
}

function fileMenu(options: MenuOptions): Item {
  const mac = options.platform === 'darwin';
  return {
    label: '&File',
    submenu: [
      command(options, 'Connect a server…', 'connect', 'CmdOrCtrl+Shift+N'),
      command(options, 'Create a token…', 'create-token', 'CmdOrCtrl+N'),
      separator,
      ...(mac ? [] : [command(options, 'Settings…', 'settings', 'CmdOrCtrl+,'), separator]),
      { label: 'Lock now', accelerator: 'CmdOrCtrl+Shift+L', click: options.lock },
      separator,
      mac
        ? { role: 'close' }
        : { role: 'quit', label: options.platform === 'win32' ? 'E&xit' : '&Quit', accelerator: 'Ctrl+Q' },
    ],
  };
}

function editMenu(): Item {
  const roles = ['undo', 'redo', 'separator', 'cut', 'copy', 'paste', 'delete', 'selectAll'] as const;
  return { label: '&Edit', submenu: roles.map((role) => (role === 'separator' ? separator : { role })) };
}

function viewMenu(options: MenuOptions): Item {
  const development: Item[] = options.development
    ? [separator, { role: 'forceReload' }, { role: 'toggleDevTools' }]
    : [];
  return {
    label: '&View',
    submenu: [
      command(options, 'Refresh', 'refresh', 'CmdOrCtrl+R'),
      command(options, 'Find a server', 'find-server', 'CmdOrCtrl+K'),
      command(options, 'Find a token', 'find-token', 'CmdOrCtrl+F'),
      separator,
      command(options, 'Show or hide the servers', 'toggle-rail', 'CmdOrCtrl+B'),
      command(options, 'Show or hide the inspector', 'toggle-inspector', 'CmdOrCtrl+I'),
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
      ...development,
    ],
  };
}

function serverMenu(options: MenuOptions): Item {
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
  return {
    label: '&Server',
    submenu: [
      command(options, 'Unlock or lock changes', 'toggle-mode', 'CmdOrCtrl+L'),
      separator,
      command(options, 'Next server', 'next-server', 'Ctrl+Tab'),
      command(options, 'Previous server', 'previous-server', 'Ctrl+Shift+Tab'),
      separator,
      ...numbers.map((n) => command(options, `Server ${n}`, `server-${n}`, `CmdOrCtrl+${n}`)),
    ],
  };
}

function windowMenu(): Item {
  return { role: 'windowMenu', submenu: [{ role: 'minimize' }, { role: 'zoom' }, separator, { role: 'front' }] };
}

function helpMenu(): Item {
  return { role: 'help', submenu: [{ role: 'about' }] };
}

const separator: Item = { type: 'separator' };

function command(options: MenuOptions, label: string, name: Command, accelerator: string): Item {
  return {
    label,
    accelerator,
    click: () => {
      options.send(name);
    },
  };
}
