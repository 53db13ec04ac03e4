import { expect, test } from 'vitest';
import { shapesOf } from './shapes.ts';

const error = { type: 'object', required: ['code'], properties: { code: { type: 'integer' } } };
const shapes = shapesOf({
  servers: ['https://{baseurl}/api/v0'],
  operations: [
    {
      method: 'GET',
      path: '/tokens/{id}',
      responses: {
        '200': { 'application/json': { type: 'object', properties: { id: { type: 'string', format: 'uuid' } } } },
        default: { 'application/json': error },
      },
    },
    { method: 'GET', path: '/tokens/mine', responses: { '200': { 'text/plain': { type: 'string' } } } },
    {
      method: 'DELETE',
      path: '/tokens/{id}',
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
        { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } },
        { name: 'name', in: 'query', required: true, schema: { type: 'string' } },
      ],
      request: { 'application/json': { type: 'object', properties: { at: { type: 'integer', nullable: true } } } },
      responses: { '204': null },
    },
  ],
});

test('finds what is described, with and without the base path, ids and a query', () => {
  expect(shapes.find('GET', '/api/v0/tokens/1?a=b', 200)?.operation).toBe('GET /tokens/{id}');
  expect(shapes.find('get', '/tokens/1', 200)?.status).toBe('200');
  expect(shapes.find('GET', '/tokens/mine', 200)?.operation).toBe('GET /tokens/mine');
  expect(shapes.find('GET', '/tokens/1', 418)?.status).toBe('default');
  expect(shapes.find('DELETE', '/tokens/1', 418)).toBeUndefined();
  expect(shapes.find('GET', '/tokens', 200)).toBeUndefined();
  expect(shapes.find('GET', '/api/v0/api/v0/tokens/1', 200)).toBeUndefined();
  expect(shapes.answers).toContain('DELETE /tokens/{id} 204');
});

test('says what is wrong with a body: its schema, its format, its type, its being there', () => {
  const got = shapes.find('GET', '/tokens/1', 200);
  const json = 'application/json; charset=utf-8';

  expect(got?.faults(json, '{"id":"11111111-1111-4111-8111-111111111111"}')).toEqual([]);
  expect(got?.faults(json, '{"id":"1"}')).toEqual(['/id must match format "uuid"']);
  expect(got?.faults('text/html', '<h1>')).toEqual(['text/html where application/json is described']);
  expect(got?.faults(json, '{')).toEqual(['no JSON: {']);
  expect(shapes.find('GET', '/tokens/1', 500)?.faults(json, '{}')).toEqual([
    "the body must have required property 'code'",
  ]);
  expect(shapes.find('DELETE', '/tokens/1', 204)?.faults(null, '')).toEqual([]);
  expect(shapes.find('DELETE', '/tokens/1', 204)?.faults(json, '{}')).toHaveLength(1);
});

test('knows what a request must look like', () => {
  const wanted = shapes.findRequest('DELETE', '/tokens/1');

  expect(wanted?.faults('application/json', '{"at":null}')).toEqual([]);
  expect(wanted?.faults('application/json', '{"at":"now"}')).toHaveLength(1);
});

test('says what is wrong with the parts, the query and the members of a request', () => {
  const id = '11111111-1111-4111-8111-111111111111';
  const faults = (path: string, body = '{"at":1}') =>
    shapes.requestFaults({ method: 'DELETE', path, contentType: 'application/json', body })?.faults;

  expect(faults(`/api/v0/tokens/${id}?name=a&limit=100`)).toEqual([]);
  expect(faults('/tokens/1?name=a')).toEqual(['path/id: must match format "uuid"']);
  expect(faults(`/tokens/${id}`)).toEqual(["query: must have required property 'name'"]);
  expect(faults(`/tokens/${id}?name=a&limit=101&more=1`)).toEqual([
    'query: must NOT have additional properties (more)',
    'query/limit: must be <= 100',
  ]);
  expect(faults(`/tokens/${id}?name=a`, '{"at":"x","by":1}')).toEqual([
    '/at must be integer',
    'the body has a member that is not described (by)',
  ]);
  expect(shapes.requestFaults({ method: 'PUT', path: `/tokens/${id}`, body: '' })).toBeUndefined();
});
