// The floor: a window with one line of text, in the same runtime with the same kind of page. Prints when it is painted;
// stays open with the switch --stay.
import { app, BrowserWindow } from 'electron';
void app.whenReady().then(async () => {
  const window = new BrowserWindow({
    width: 1360,
    height: 860,
    webPreferences: { sandbox: true, contextIsolation: true },
  });
  await window.loadURL('data:text/html,<title>empty</title><p>empty');
  await window.webContents.executeJavaScript(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
  );
  console.log(JSON.stringify({ painted: Date.now() }));
  if (!app.commandLine.hasSwitch('stay')) app.quit();
});
