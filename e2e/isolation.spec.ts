import type { RunningApp } from './support/app.ts';
import { expect, test } from './support/test.ts';

const windows = (app: RunningApp): Promise<number> =>
  app.electron.evaluate(
    ({ BrowserWindow, webContents }) =>
      BrowserWindow.getAllWindows().length + webContents.getAllWebContents().length - 1,
  );

test('A5 what a script in the page could do with markup or text is blocked by the policy', async ({ launch }) => {
  const app = await launch();
  const outcome = await app.page.evaluate(async () => {
    const violations = new Set<string>();
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      violations.add(effectiveDirective),
    );
    const ran: string[] = [];
    Object.assign(globalThis, { ran });
    // Text is let through to eval as long as the debugger's own evaluation lasts, so what follows is a task of its own.
    await new Promise((resolve) => setTimeout(resolve));
    const call = (name: string, text: string): unknown =>
      (Reflect.get(globalThis, name) as (text: string) => unknown)(text);
    const attempt = async (name: string, run: () => unknown): Promise<void> => {
      try {
        await run();
        ran.push(name);
      } catch {
        // Refused, as it should be.
      }
    };
    await attempt('eval', () => call('eval', '1'));
    await attempt('Function', () => call('Function', 'return 1'));
    await attempt('timer of text', () => call('setTimeout', 'ran.push("timer")'));
    await attempt('innerHTML', () => (document.createElement('div').innerHTML = '<b>x</b>'));
    await attempt('document.write', () => document.write('<b>x</b>'));
    await attempt('own policy', () => {
      const factory = Reflect.get(globalThis, 'trustedTypes') as { createPolicy(name: string, rules: object): object };
      return factory.createPolicy('mine', {});
    });
    await attempt('fetch of another host', () => fetch('https://example.com/'));
    await attempt('fetch of a file', () => fetch('file:///etc/hosts'));
    await attempt('fetch of its own', () => fetch('app://bundle/index.html'));
    await attempt('socket', () => {
      const socket = new WebSocket('ws://127.0.0.1:9/');
      return new Promise((resolve, reject) => {
        socket.onopen = resolve;
        socket.onerror = reject;
      });
    });
    await attempt('base', () => {
      const base = document.createElement('base');
      base.href = 'https://example.com/';
      document.head.append(base);
      if (document.baseURI !== 'app://bundle/index.html') return;
      throw new Error('ignored');
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    return { ran, violations: [...violations] };
  });
  expect(outcome.ran).toEqual([]);
  expect(outcome.violations).toEqual(
    expect.arrayContaining(['require-trusted-types-for', 'trusted-types', 'connect-src', 'base-uri']),
  );
});

test('A5 elements that would run, load, send or embed something do nothing', async ({ launch }) => {
  const app = await launch();
  const outcome = await app.page.evaluate(async () => {
    const violations = new Set<string>();
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      violations.add(effectiveDirective),
    );
    const ran: string[] = [];
    Object.assign(globalThis, { ran });
    // Text is let through to eval as long as the debugger's own evaluation lasts, so what follows is a task of its own.
    await new Promise((resolve) => setTimeout(resolve));
    const quietly = (run: () => void): void => {
      try {
        run();
      } catch {
        // Trusted Types refuse the text itself.
      }
    };
    const put = (name: string, attributes: Record<string, string>): HTMLElement => {
      const element = document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) quietly(() => element.setAttribute(key, value));
      document.body.append(element);
      return element;
    };
    quietly(() => put('script', {}).append('ran.push("inline script")'));
    put('script', { src: 'https://example.com/x.js' });
    put('script', { src: 'data:text/javascript,ran.push("data script")' });
    put('img', { src: 'app://bundle/none.png', onerror: 'ran.push("onerror")' });
    put('img', { src: 'https://example.com/x.png' });
    put('img', { src: 'file:///usr/share/pixmaps/debian-logo.png' });
    put('a', { href: 'javascript:ran.push("javascript link")' }).click();
    put('iframe', { src: 'https://example.com/' });
    put('iframe', { srcdoc: '<p>x</p>' });
    put('object', { data: 'https://example.com/x.swf' });
    put('style', {}).append('body { display: none }');
    const form = put('form', { action: 'https://example.com/', method: 'post' });
    if (form instanceof HTMLFormElement) form.submit();
    await new Promise((resolve) => setTimeout(resolve, 500));
    return {
      ran,
      violations: [...violations],
      shown: getComputedStyle(document.body).display,
      app: document.querySelector('#app')?.childElementCount,
    };
  });
  expect(outcome.ran).toEqual([]);
  expect(outcome.shown).not.toBe('none');
  expect(outcome.violations).toEqual(
    expect.arrayContaining(['script-src-elem', 'img-src', 'frame-src', 'style-src-elem', 'form-action']),
  );
  expect(outcome.app).toBeGreaterThan(0);
  expect(app.page.url()).toBe('app://bundle/index.html');
});

test('A6 no way of navigating or opening a window leads out of the page', async ({ launch }) => {
  const app = await launch();
  const before = await windows(app);
  const opened = await app.page.evaluate(async () => {
    const link = document.createElement('a');
    link.textContent = 'out';
    document.body.append(link);
    for (const [href, target] of [
      ['https://example.com/', '_self'],
      ['https://example.com/', '_blank'],
      ['https://example.com/', '_top'],
      ['app://bundle/other.html', '_self'],
      ['app://bundle/index.html', '_blank'],
      ['file:///etc/hosts', '_self'],
    ] as const) {
      link.href = href;
      link.target = target;
      link.click();
    }
    location.href = 'https://example.com/';
    location.assign('data:text/html,x');
    const handles = [
      window.open('https://example.com/'),
      window.open('about:blank'),
      window.open('app://bundle/index.html'),
    ];
    document.body.append(document.createElement('webview'));
    await new Promise((resolve) => setTimeout(resolve, 500));
    return handles.filter((handle) => handle !== null).length;
  });
  expect(opened).toBe(0);
  expect(await windows(app)).toBe(before);
  expect(app.page.url()).toBe('app://bundle/index.html');
  expect(await app.dialogs.opened()).toEqual([]);
});

test('A7 every permission is refused', async ({ launch }) => {
  const app = await launch();
  const answers = await app.page.evaluate(async () => {
    const asked = [
      'camera',
      'microphone',
      'geolocation',
      'notifications',
      'clipboard-read',
      'clipboard-write',
      'midi',
      'persistent-storage',
    ];
    const states: Record<string, string> = {};
    for (const name of asked) {
      const status = await navigator.permissions
        .query({ name: name as PermissionName })
        .catch(() => ({ state: 'denied' }));
      states[name] = status.state;
    }
    const refusal = (promise: Promise<unknown>): Promise<string> =>
      promise.then(
        () => 'granted',
        () => 'refused',
      );
    return {
      states,
      notification: await Notification.requestPermission(),
      media: await refusal(navigator.mediaDevices.getUserMedia({ audio: true, video: true })),
      display: await refusal(navigator.mediaDevices.getDisplayMedia()),
      clipboard: await refusal(navigator.clipboard.readText()),
      position: await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          () => resolve('refused'),
        );
      }),
    };
  });
  expect(Object.values(answers.states).filter((state) => state !== 'denied')).toEqual([]);
  expect(answers).toMatchObject({
    notification: 'denied',
    media: 'refused',
    display: 'refused',
    clipboard: 'refused',
    position: 'refused',
  });
});
