import { contextBridge, ipcRenderer } from 'electron';
import type { AppEvent, Bridge } from '#contract/bridge';

// SECURITY: three fixed channels and nothing else: no channel name, event object or ipcRenderer reaches the page.
const bridge: Pick<Bridge, 'call' | 'listen'> = {
  call: (path, input) => ipcRenderer.invoke('call', path, input),
  listen: (listener) => {
    const pass = (_event: unknown, event: AppEvent): void => {
      listener(event);
    };
    ipcRenderer.on('event', pass);
    return () => {
      ipcRenderer.off('event', pass);
    };
  },
};
contextBridge.exposeInMainWorld('bridge', Object.freeze(bridge));

// A port cannot pass the context bridge. The page posts it to its own window instead, and it is handed on from there.
window.addEventListener('message', ({ source, data, ports }: MessageEvent<unknown>) => {
  if (source !== window || ports.length !== 1 || typeof data !== 'object' || data === null || !('stream' in data))
    return;
  ipcRenderer.postMessage('stream', { path: data.stream, input: 'input' in data ? data.input : undefined }, [...ports]);
});
