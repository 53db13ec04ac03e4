import { expect, test } from 'vitest';
import { recoveryPort } from './recovery-port.ts';

test('on this machine the port is reached as it is opened, on the loopback', () => {
  expect(recoveryPort('http://127.0.0.1:8181')).toEqual({
    serve: '--admin-token-recovery-http-bind 127.0.0.1:8182',
    address: 'http://127.0.0.1:8182',
  });
});

test('on another machine it is reached through a tunnel, with encryption where the server has it', () => {
  expect(recoveryPort('https://influx.example:8181')).toMatchObject({
    tunnel: 'ssh -N -L 8182:127.0.0.1:8182 influx.example',
    address: 'https://127.0.0.1:8182',
  });
});
