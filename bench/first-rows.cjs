// Loaded into an app before it begins (electron -r): prints a line of JSON when its first rows are drawn, and ends it.
const { app } = require('electron');

const FIRST_ROWS = `new Promise((drawn) => {
  const look = () => {
    if (!document.querySelector('[role="row"] [role="gridcell"]')) return;
    watcher.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(drawn));
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { childList: true, subtree: true });
  look();
})`;

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', async () => {
    await contents.executeJavaScript(FIRST_ROWS);
    console.log(JSON.stringify({ painted: Date.now() }));
    app.quit();
  });
});
