import * as electron from 'electron';
import type { BrowserWindow, MessageBoxOptions, OpenDialogOptions, SaveDialogOptions } from 'electron';
import { Failure } from '#contract/failure';
import type { Desktop, Question } from '#main/ports';
import { writeClipboard } from './clipboard.ts';
import { readChosenFile, writePrivateFile } from './private-file.ts';

/** The real desktop. Dialogs belong to the window, while there is one. */
export function nativeDesktop(window: () => BrowserWindow | undefined): Desktop {
  return {
    ask: (question) => ask(question, window()),
    openExternal: async (url) => {
      // SECURITY: the only call of openExternal. The page cannot name an address; main builds them.
      await electron.shell.openExternal(webAddress(url));
    },
    quit: () => electron.app.quit(),
    readClipboard: async () => electron.clipboard.readText(),
    writeClipboard: async (text, { secret }) => {
      await writeClipboard(electron, text, { secret, platform: process.platform });
    },
    chooseFile: (options) => chooseFile(options, window()),
    saveFile: (options) => saveFile(options, window()),
  };
}

/**
 * The address as a browser may be given it: https, or http for a person's own server, without a name and password in
 * it. Throws a Failure of kind 'invalid' for everything else, so that no other program can be started this way.
 */
export function webAddress(url: string): string {
  const refused = new Failure({ kind: 'invalid', field: 'url', reason: 'not a web address' });
  if (url.length > 2000 || !URL.canParse(url)) throw refused;
  const { protocol, username, password, href } = new URL(url);
  if ((protocol !== 'https:' && protocol !== 'http:') || username !== '' || password !== '') throw refused;
  return href;
}

async function ask({ title, detail, confirm, danger }: Question, owner?: BrowserWindow): Promise<boolean> {
  const options: MessageBoxOptions = {
    type: danger ? 'warning' : 'question',
    message: title,
    detail,
    buttons: [confirm, 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
  const { response } = await (owner
    ? electron.dialog.showMessageBox(owner, options)
    : electron.dialog.showMessageBox(options));
  return response === 0;
}

async function chooseFile(
  { title, extensions, maxBytes }: Parameters<Desktop['chooseFile']>[0],
  owner?: BrowserWindow,
): Promise<string | undefined> {
  const own = { name: extensions.map((extension) => `.${extension}`).join(', '), extensions };
  const filters = [own, { name: 'All files', extensions: ['*'] }];
  const options: OpenDialogOptions = { title, properties: ['openFile'], filters };
  const { filePaths } = await (owner
    ? electron.dialog.showOpenDialog(owner, options)
    : electron.dialog.showOpenDialog(options));
  const [file] = filePaths;
  return file === undefined ? undefined : readChosenFile(file, maxBytes);
}

async function saveFile(
  { title, suggestedName, text }: Parameters<Desktop['saveFile']>[0],
  owner?: BrowserWindow,
): Promise<boolean> {
  const options: SaveDialogOptions = {
    title,
    defaultPath: suggestedName,
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  };
  const { canceled, filePath } = await (owner
    ? electron.dialog.showSaveDialog(owner, options)
    : electron.dialog.showSaveDialog(options));
  if (canceled || filePath === '') return false;
  await writePrivateFile(filePath, text);
  return true;
}
